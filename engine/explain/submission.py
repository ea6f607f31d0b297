"""What a learner hands in: numbers for any cells of an iteration, tensor by tensor."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

import numpy as np

from engine.explain.handed_in import Cell, Submission, Typed
from engine.explain.plain_answers import flat, read_plain
from engine.explain.typed_number import Unreadable, read_number, read_numbers
from engine.op import Shape
from engine.pausing import Pausing
from engine.program.program import Program, Tensor
from engine.validation.validate import InvalidExperiment


def submission(program: Program, answers: Mapping[str, Any]) -> Pausing[Submission]:
    """The numbers in `answers`: tensor → nested lists with null, or cell → value.

    Raises InvalidExperiment, at /answers, for what is no number or has no place.
    """
    if not isinstance(answers, Mapping):
        raise InvalidExperiment("/answers", "an object with numbers of tensors is needed")
    tensors, turned = program.tensors, False
    read = Typed(np.full(program.size, np.nan), np.zeros(program.size), complete=False)
    complete = dict.fromkeys(read_plain(read, program, answers), True)
    yield
    for name, given in answers.items():
        if name in complete:
            continue
        place = f"/answers/{_escaped(name)}"
        if name not in tensors:
            near = get_close_matches(str(name), tensors, 1, 0.0)
            message = "no tensor of this program has this name"
            raise InvalidExperiment(place, message, list(tensors), near[0])
        t = tensors[name]
        into, across = read.moved(t.view), _across(t, given)
        turned |= across
        if not _read_whole(into, flat(given, t.shape)):
            _read(into, t, place, given, across=across)
        if into.given.any():
            complete[name] = bool(into.given.all())
        yield
    return Submission(program, read.values, read.within, complete, turned)


def _escaped(name: Any) -> str:
    return str(name).replace("~", "~0").replace("/", "~1")


def _read_whole(into: Typed, numbers: list[Any] | None) -> bool:
    """Read lists of a tensor's shape; False where they are none, or something in them is none."""
    if not numbers:
        return False
    try:
        read = read_numbers(numbers)
    except Unreadable:
        return False  # it is told with its place
    for part, found in zip((into.values, into.within), read, strict=True):
        part[...] = np.reshape(found, part.shape)
    return True


def _read(into: Typed, t: Tensor, place: str, given: Any, *, across: bool) -> None:
    """Read a map of cells, or lists of whatever shape the tensor takes."""
    if isinstance(given, Mapping):
        _write(into, _by_cell(place, t, given))
    else:
        turned = into.moved(np.transpose) if across else _fitting(t, given, into)
        _write(turned, _listed(place, given, turned.values.shape))


def _write(into: Typed, cells: Iterator[tuple[str, Cell, Any]]) -> None:
    for pointer, cell, value in cells:
        try:
            into.values[cell], into.within[cell] = read_number(value)
        except Unreadable as error:
            raise InvalidExperiment(pointer, str(error), error.limit, error.nearest) from None


def _across(t: Tensor, given: Any) -> bool:
    """Whether a matrix of weights is given with rows for columns, as its shape tells."""
    if t.role_kind != "weight" or len(t.shape) != 2 or t.shape[0] == t.shape[1]:
        return False
    return _is(given, t.shape[::-1]) and not _is(given, t.shape)


def _is(given: Any, shape: Shape) -> bool:
    """Whether nested lists have a shape."""
    if not shape:
        return not isinstance(given, list)
    rows = isinstance(given, list) and len(given) == shape[0]
    return rows and all(row is None or _is(row, shape[1:]) for row in given)


def _fitting(t: Tensor, given: Any, read: Typed) -> Typed:
    """What a list is read into: the axis of a single example may be left out, and a single number
    needs no list."""
    if t.size == 1 and not isinstance(given, list):
        return read.moved(lambda a: a.reshape(()))
    if not t.batched or t.shape[0] > 1 or _is(given, t.shape) or not _is(given, t.cells):
        return read
    return read.moved(lambda a: a[0])


def _listed(place: str, given: Any, shape: Shape) -> Iterator[tuple[str, Cell, Any]]:
    """The numbers in nested lists, with pointer and cell."""
    if given is None:
        return
    if not shape and not isinstance(given, list):
        yield place, (), given
        return
    if not shape or not isinstance(given, list) or len(given) != shape[0]:
        raise InvalidExperiment(place, _needs(shape), list(shape))
    for k, row in enumerate(given):
        for pointer, cell, value in _listed(f"{place}/{k}", row, shape[1:]):
            yield pointer, (k, *cell), value


def _by_cell(place: str, t: Tensor, given: Mapping[str, Any]) -> Iterator[tuple[str, Cell, Any]]:
    """The numbers of a map of cells; with one example its place may be left out."""
    for key, value in given.items():
        pointer = f"{place}/{_escaped(key)}"
        places = [n.strip() for n in str(key).strip("[]() ").split(",") if n.strip()]
        try:
            cell = tuple(map(int, places))
        except ValueError:
            raise InvalidExperiment(pointer, "a cell is told by its places: 0,1") from None
        if len(cell) == len(t.cells) and t.batched and t.shape[0] == 1:
            cell = (0, *cell)
        shape = t.shape
        if len(cell) != len(shape):
            raise InvalidExperiment(pointer, f"a cell here has {len(shape)} places", list(shape))
        if any(not 0 <= at < size for at, size in zip(cell, shape, strict=True)):
            near = [min(max(at, 0), n - 1) for at, n in zip(cell, shape, strict=True)]
            message = "there is no such cell; places are counted from 0"
            raise InvalidExperiment(pointer, message, list(shape), near)
        if value is not None:
            yield pointer, cell, value


def _needs(shape: Shape) -> str:
    if not shape:
        return "a single number is needed"
    return f"lists of the shape {' × '.join(map(str, shape))} are needed, with null for no number"
