"""Where a run first left the finite numbers; `engine.explain.non_finite` tells what did it."""

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from engine.run.iteration import Trace

Word = Literal["inf", "-inf", "nan"]


class Diverged(ArithmeticError):
    """The first iteration that was run already held a number that is not finite."""

    def __init__(self, where: "NonFinite") -> None:
        super().__init__(f"{where.tensor}{list(where.cell)} is not finite")
        self.where = where


@dataclass(frozen=True)
class NonFinite:
    """The first number that was not finite: its iteration, its step and its cell."""

    iteration: int
    step: int
    tensor: str
    cell: tuple[int, ...]
    value: Word
    """inf, -inf or nan."""
    trace: "Trace" = field(repr=False, compare=False)
    """The iteration that holds it, with every number that is not finite."""


def first_non_finite(trace: "Trace") -> NonFinite:
    """The first cell, in the order of the steps, of an iteration that holds such a number."""
    for step in trace.program.steps:
        bad = np.argwhere(~np.isfinite(trace[step.writes]))
        if len(bad):
            cell = tuple(map(int, bad[0]))
            word = _word(float(trace[step.writes][cell]))
            return NonFinite(trace.iteration, step.index, step.writes, cell, word, trace)
    raise AssertionError("every non-finite number was written by a step")


def _word(value: float) -> Word:
    if math.isnan(value):
        return "nan"
    return "inf" if value > 0 else "-inf"
