"""What a learner hands in: numbers for any cells of an iteration, tensor by tensor."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from itertools import chain
from math import isfinite
from typing import Any

import numpy as np

from engine.explain.typed_number import LARGEST, Unreadable, half_units, read_number, read_numbers
from engine.op import Array, Shape
from engine.pausing import Pausing
from engine.program.program import Program, Tensor
from engine.validation.validate import InvalidExperiment

Cell = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Carried:
    """The numbers of a tensor that go on."""

    values: Array
    uncertain: Callable[[], Array | None] = lambda: None

    @cached_property
    def off(self) -> Array | None:
        """How far each may be off, found out when it is asked for; None: they are exact.

        With the shape of the tensor.
        """
        return self.uncertain()


@dataclass(frozen=True, eq=False)
class Typed:
    """Numbers of a tensor, NaN where none was given, and half a unit of the last digit of each."""

    values: Array
    within: Array
    complete: bool = False
    """Whether every cell is known to be given."""

    @cached_property
    def given(self) -> Array:
        """Where one was given. One flag for each cell of the tensor."""
        found: Array = ~np.isnan(self.values)
        return found

    @cached_property
    def whole(self) -> Carried | None:
        """What goes on from a tensor of which all cells are given: these numbers, whatever was
        computed."""
        whole = self.complete or self.given.all()
        return Carried(self.values, lambda: self.within) if whole else None

    def moved(self, move: Callable[[Array], Array]) -> "Typed":
        """The same numbers in other places."""
        return Typed(move(self.values), move(self.within), self.complete)


@dataclass(frozen=True, eq=False)
class Submission:
    """By tensor, what was given of it."""

    program: Program
    typed: Mapping[str, Typed]
    turned: bool = False
    """Whether the shape of a weight tells that its rows stand for columns."""


def submission(program: Program, answers: Mapping[str, Any]) -> Pausing[Submission]:
    """The numbers in `answers`: tensor → nested lists with null, or cell → value.

    Raises InvalidExperiment, at /answers, for what is no number or has no place.
    """
    typed, turned = dict[str, Typed](), False
    if not isinstance(answers, Mapping):
        raise InvalidExperiment("/answers", "an object with numbers of tensors is needed")
    plain = dict[str, list[float]]()
    for name, given in answers.items():
        if name not in program.tensors:
            near = get_close_matches(str(name), program.tensors, 1, 0.0)
            names = list(program.tensors)
            message = "no tensor of this program has this name"
            raise InvalidExperiment(f"/answers/{_escaped(name)}", message, names, near[0])
        t, place = program.tensors[name], f"/answers/{_escaped(name)}"
        across = _across(t, given)
        turned |= across
        numbers = _flat(given, t.shape)
        if numbers and _are_plain(numbers):
            plain[name] = numbers
        else:
            typed[name] = _whole(t, numbers) or _read(t, place, given, across=across)
        yield
    typed |= _together(program, plain)
    told = {n: typed[n] for n in answers if typed[n].complete or typed[n].given.any()}
    return Submission(program, told, turned)


def _are_plain(numbers: list[Any]) -> bool:
    """Whether all are numbers of JSON, none too large: there is no place to tell."""
    floats = {*map(type, numbers)} == {float} and isfinite(sum(numbers))
    return floats and max(map(abs, numbers)) <= LARGEST


def _together(program: Program, plain: Mapping[str, list[float]]) -> Iterator[tuple[str, Typed]]:
    """The numbers of tensors that are given whole, read at once."""
    values = np.array([*chain.from_iterable(plain.values())])
    within, end = half_units(values), 0
    for name, numbers in plain.items():
        begin, end, shape = end, end + len(numbers), program.tensors[name].shape
        part, its = values[begin:end].reshape(shape), within[begin:end].reshape(shape)
        yield name, Typed(part, its, complete=True)


def _escaped(name: Any) -> str:
    return str(name).replace("~", "~0").replace("/", "~1")


def _whole(t: Tensor, numbers: list[Any] | None) -> Typed | None:
    """The numbers in lists of a tensor's shape; None where one is none."""
    try:
        read = numbers and read_numbers(numbers)
    except Unreadable:
        return None  # it is told with its place
    if not read:
        return None
    values, within = (np.array(part).reshape(t.shape) for part in read)
    return Typed(values, within)


def _read(t: Tensor, place: str, given: Any, *, across: bool) -> Typed:
    """The numbers in a map of cells, or in lists of whatever shape the tensor takes."""
    read = Typed(np.full(t.shape, np.nan), np.zeros(t.shape))
    if isinstance(given, Mapping):
        _write(read, _by_cell(place, t, given))
    else:
        into = read.moved(np.transpose) if across else _fitting(t, given, read)
        _write(into, _listed(place, given, into.values.shape))
    return read


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


def _flat(given: Any, shape: Shape) -> list[Any] | None:
    """All that nested lists hold; None where they have another shape."""
    found = [given]
    for count in shape:
        if {*map(type, found)} != {list} or {*map(len, found)} != {count}:
            return None
        found = [*chain.from_iterable(found)]
    return found


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
