"""What a learner hands in: numbers for any cells of an iteration, in the places of its vector."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Any

import numpy as np

from engine.explain.typed_number import Unreadable, read_number
from engine.op import Array, Shape
from engine.program.program import Program, Tensor
from engine.validation.validate import InvalidExperiment

Cell = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Submission:
    """Values and how far each may be off, in the order of a trace; NaN where none was given."""

    program: Program
    values: Array
    within: Array
    turned: bool = False
    """Whether the shape of a weight tells that its rows stand for columns."""

    @cached_property
    def given(self) -> frozenset[str]:
        """The tensors of which a cell is given."""
        return frozenset(n for n, t in self.program.tensors.items()
                         if not np.isnan(t.view(self.values)).all())  # fmt: skip

    @cached_property
    def whole(self) -> frozenset[str]:
        """The tensors of which all cells are given."""
        return frozenset(n for n, t in self.program.tensors.items()
                         if not np.isnan(t.view(self.values)).any())  # fmt: skip

    def moved(self, places: Array) -> "Submission":
        """The same numbers, each taken from another place."""
        return Submission(self.program, self.values[places], self.within[places])


def submission(program: Program, answers: Mapping[str, Any]) -> Submission:
    """The numbers in `answers`: tensor → nested lists with null, or cell → value.

    Raises InvalidExperiment, at /answers, for what is no number or has no place.
    """
    values, within = np.full(program.size, np.nan), np.zeros(program.size)
    turned = False
    if not isinstance(answers, Mapping):
        raise InvalidExperiment("/answers", "an object with numbers of tensors is needed")
    for name, given in answers.items():
        if name not in program.tensors:
            near = get_close_matches(str(name), program.tensors, 1, 0.0)
            names = list(program.tensors)
            message = "no tensor of this program has this name"
            raise InvalidExperiment(f"/answers/{_escaped(name)}", message, names, near[0])
        t, place = program.tensors[name], f"/answers/{_escaped(name)}"
        into = t.view(np.arange(program.size))
        across = _across(t, given)
        turned |= across
        if isinstance(given, Mapping):
            cells = _by_cell(place, t, given)
        else:
            into = into.T if across else _without_example(t, given, into)
            cells = _listed(place, given, into.shape)
        for pointer, cell, value in cells:
            try:
                number = read_number(value)
            except Unreadable as error:
                raise InvalidExperiment(pointer, str(error), error.limit, error.nearest) from None
            values[into[cell]], within[into[cell]] = number.value, number.within
    return Submission(program, values, within, turned)


def _escaped(name: Any) -> str:
    return str(name).replace("~", "~0").replace("/", "~1")


def _across(t: Tensor, given: Any) -> bool:
    """Whether a matrix of weights is given with rows for columns, as its shape tells."""
    if t.role_kind != "weight" or len(t.shape) != 2 or not isinstance(given, list):
        return False
    return _is(given, t.shape[::-1]) and not _is(given, t.shape)


def _is(given: Any, shape: Shape) -> bool:
    """Whether nested lists have a shape."""
    if not shape:
        return not isinstance(given, list)
    rows = isinstance(given, list) and len(given) == shape[0]
    return rows and all(row is None or _is(row, shape[1:]) for row in given)


def _without_example(t: Tensor, given: Any, into: Array) -> Array:
    """The places that a list is read into: the axis of a single example may be left out, and
    a single number needs no list."""
    if _is(given, t.shape):
        return into
    if t.size == 1 and not isinstance(given, list):
        return into.reshape(())
    alone = t.batched and t.shape[0] == 1 and _is(given, t.cells)
    return into[0] if alone else into


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
