"""Run my answer: what follows from a learner's rule, or number, beside what is right."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from engine import Checkpoint, Diverged, Trace, trace
from engine.lessons.scene import Cell, Scene
from engine.op import Array
from engine.pausing import finish
from engine.run.iteration import Replaced
from engine.run.replaced import replacing

MOST = 24
"""Cells that are told of."""
SAME = 1e-9
"""Of a tensor's largest number: so far last digits may be apart, for a program with a bug rounds in
an order of its own."""


@dataclass(frozen=True)
class Row:
    """A cell that comes out otherwise. `E+` is the loss with the new weights."""

    tensor: str
    cell: tuple[int, ...]
    right: float
    mine: float


def with_bug(scene: Scene, state: str, bug: str) -> tuple[Row, ...]:
    """What differs when a state is computed with a bug."""
    wrong = scene.with_bug(bug)[state]
    return _rows(scene[state], wrong.__getitem__, wrong.checkpoint)


def with_number(scene: Scene, asked: Cell, value: float) -> tuple[Row, ...]:
    """What differs when one cell is another number and all behind it is computed from it."""
    right = scene[asked.state]
    number = Replaced(asked.tensor, asked.place, value)
    mine = finish(replacing(right, number))
    return _rows(right, mine.__getitem__, mine.checkpoint)


def _rows(right: Trace, mine: Callable[[str], Array], renewed: Checkpoint) -> tuple[Row, ...]:
    found = islice(_differences(right, mine), MOST)
    one, other = _after(right, right.checkpoint), _after(right, renewed)
    after = [Row("E+", (), one, other)] if abs(one - other) > SAME * abs(one) else []
    return tuple(row for row in (*found, *after) if np.isfinite(row.mine))


def _differences(right: Trace, mine: Callable[[str], Array]) -> Iterator[Row]:
    for step in right.program.steps:
        one, other = right[step.writes], mine(step.writes)
        largest = np.max(np.abs(one), initial=0.0)
        for place in np.argwhere(np.abs(one - other) > SAME * largest):
            cell = tuple(int(k) for k in place)[: one.ndim]
            yield Row(step.writes, cell, float(one[cell]), float(other[cell]))


def _after(like: Trace, renewed: Checkpoint) -> float:
    """The loss of the same examples with the new weights; infinite where there is none."""
    try:
        again = trace(like.experiment, like.iteration, Checkpoint(like.iteration, renewed.values))
    except Diverged:
        return np.inf
    return float(again["E"])
