"""Answers that are given whole, in plain numbers of JSON: all of them are read at once."""

from array import array
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from engine.explain.handed_in import Typed
from engine.explain.typed_number import LARGEST, half_units
from engine.kept import kept
from engine.op import Array, Shape
from engine.program.program import Program


@dataclass(frozen=True, eq=False)
class Layout:
    """Where the numbers of some tensors are, one tensor behind the other."""

    shapes: tuple[Shape, ...]
    rows: list[int]
    """How many numbers stand in each of their rows; of a tensor of three axes all in one."""
    places: Array
    """Where they lie in the vector. (count,)."""


@kept(lambda made: 200 * len(made.shapes) + 8 * len(made.rows) + made.places.nbytes)
def _layout(program: Program, names: tuple[str, ...]) -> Layout:
    tensors = [program.tensors[name] for name in names]
    rows = list[int]()
    for t in tensors:
        rows += [t.shape[1]] * t.shape[0] if len(t.shape) == 2 else [t.size]
    places = [np.arange(t.offset, t.offset + t.size) for t in tensors]
    return Layout(tuple(t.shape for t in tensors), rows, np.concatenate(places))


def read_plain(into: Typed, program: Program, answers: Mapping[str, Any]) -> Collection[str]:
    """Read what is given whole and in plain numbers alone, of the shape of its tensor; the tensors.

    `into` is flat, as the vector of the program.
    """
    tensors = program.tensors
    if tensors.keys() >= answers.keys() and _read(into, program, answers):
        return answers.keys()
    known = {name: given for name, given in answers.items() if name in tensors}
    plain = {n: given for n, given in known.items() if _are_floats(flat(given, tensors[n].shape))}
    return plain.keys() if _read(into, program, plain) else ()


def _read(into: Typed, program: Program, answers: Mapping[str, Any]) -> bool:
    """Read all, or none where something is no plain number, or too large."""
    if not answers:
        return False
    layout = _layout(program, tuple(answers))
    rows = _rows(layout, answers)
    if rows is None or {*map(type, rows)} != {list} or [*map(len, rows)] != layout.rows:
        return False
    numbers = [*chain.from_iterable(rows)]
    if not _are_floats(numbers):
        return False
    values = np.frombuffer(array("d", numbers))
    if not np.abs(values).max() <= LARGEST:
        return False
    into.values[layout.places] = values
    into.within[layout.places] = half_units(values)
    return True


def _are_floats(numbers: list[Any] | None) -> bool:
    return numbers is not None and {*map(type, numbers)} == {float}


def _rows(layout: Layout, answers: Mapping[str, Any]) -> list[Any] | None:
    """All rows, each still to be looked at; None if one of the answers has another shape."""
    rows = list[Any]()
    for given, shape in zip(answers.values(), layout.shapes, strict=True):
        if len(shape) == 2:
            if type(given) is not list or len(given) != shape[0]:
                return None
            rows += given
        elif shape:
            rows.append(given if len(shape) == 1 else flat(given, shape))
        else:
            rows.append([given])
    return rows


def flat(given: Any, shape: Shape) -> list[Any] | None:
    """All that nested lists hold; None where they have another shape."""
    found = [given]
    for count in shape:
        if {*map(type, found)} != {list} or {*map(len, found)} != {count}:
            return None
        found = [*chain.from_iterable(found)]
    return found
