"""What would tell several explanations of a submission apart."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.explain.explanations import Explanation
from engine.explain.handed_in import Cell, Submission
from engine.op import Array
from engine.pausing import Pausing
from engine.program.program import Program

TELLS = 0.02
"""Relative difference of two values that two digits tell apart."""


@dataclass(frozen=True)
class Deciding:
    """A cell that is not given and tells explanations apart."""

    tensor: str
    cell: Cell
    values: tuple[float, ...]
    """One for each explanation."""


def decide(
    program: Program, handed: Submission, found: Sequence[Explanation]
) -> Pausing[Deciding | None]:
    """The first cell whose number would leave fewer explanations; None if there is no such."""
    if len(found) < 2:
        return None
    for step in program.steps:
        typed = handed.typed(step.writes)
        if typed and typed.complete:
            continue
        numbers = list[Array]()
        for one in found:
            numbers += [(yield from one.written(step.writes))]
        stacked = np.stack(numbers)
        with np.errstate(all="ignore"):
            size = np.abs(stacked).max(axis=0)
            apart = (np.ptp(stacked, axis=0) > TELLS * size) & (size > 0)
        if typed:
            apart &= ~typed.given
        if apart.any():
            cell = tuple(map(int, np.argwhere(apart)[0]))
            return Deciding(step.writes, cell, tuple(float(n[cell]) for n in numbers))
    return None
