"""A twin: the same start, one thing changed. What differs then follows from that one thing."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from engine import Experiment, Trace, trace


@dataclass(frozen=True, eq=False)
class Twin:
    """Two traces of one iteration whose runs began with the same numbers."""

    one: Trace
    other: Trace

    def agree(self, name: str) -> bool:
        """Whether a tensor has the same bytes in both; False where one of them has none."""
        known = name in self.one.program.tensors and name in self.other.program.tensors
        return known and np.array_equal(self.one[name], self.other[name])

    @property
    def differing(self) -> tuple[str, ...]:
        """Tensors that differ, in the order of the table."""
        return tuple(n for n in self.one.program.tensors if not self.agree(n))

    @property
    def parting(self) -> str | None:
        """The tensor of the first step that writes another number; None where none does."""
        steps = (s.writes for s in self.one.program.steps)
        return next((name for name in steps if not self.agree(name)), None)


def twin_of(experiment: Experiment, **change: Any) -> Experiment:
    """The experiment with the same initial parameters and data, and this change.

    Raises InvalidExperiment where the parameters do not fit what is changed.
    """
    return replace(experiment, **{"parameters": dict(experiment.start), **change})


def twin(experiment: Experiment, iteration: int = 0, **change: Any) -> Twin:
    """Both runs at an iteration, in step; see `twin_of`."""
    return Twin(trace(experiment, iteration), trace(twin_of(experiment, **change), iteration))
