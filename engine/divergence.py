"""Where a run first left the finite numbers, and what did it."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.terms import Read, explain

if TYPE_CHECKING:
    from engine.iteration import Trace

SHOWN = 12
"""Operands that are told: of a long sum the largest are enough to see why it overflowed."""


class Diverged(ArithmeticError):
    """The first iteration that was run already held a number that is not finite."""

    def __init__(self, where: "NonFinite") -> None:
        super().__init__(f"{where.tensor}{list(where.cell)} is not finite")
        self.where = where


@dataclass(frozen=True)
class NonFinite:
    """The first number that was not finite: step, cell, and what that cell was computed from."""

    iteration: int
    step: int
    tensor: str
    cell: tuple[int, ...]
    value: str
    """inf, -inf or nan."""
    operands: tuple[Read, ...]
    """The cells it read, all finite: first those that a formula names once, then the terms of
    its sum, largest first; at most SHOWN."""


def first_non_finite(trace: "Trace") -> NonFinite:
    """The first cell, in the order of the steps, of an iteration that holds such a number."""
    for step in trace.program.steps:
        bad = np.argwhere(~np.isfinite(trace[step.writes]))
        if len(bad):
            cell = tuple(map(int, bad[0]))
            told = explain(trace, step.writes, cell)
            terms = {(r.tensor, r.cell): r for term in told.terms for r in term}
            largest = sorted(terms.values(), key=lambda r: -abs(r.value))
            operands = (*told.reads, *largest)[:SHOWN]
            word = _word(told.value)
            return NonFinite(trace.iteration, step.index, step.writes, cell, word, operands)
    raise AssertionError("every non-finite number was written by a step")


def _word(value: float) -> str:
    if math.isnan(value):
        return "nan"
    return "inf" if value > 0 else "-inf"
