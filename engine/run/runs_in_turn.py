"""Runs that differ in their seed alone and cannot be stacked: one after the other."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.experiment.value import Experiment
from engine.op import Array
from engine.pausing import Pausing
from engine.random.seed import Seed
from engine.run.training import Training

if TYPE_CHECKING:
    from engine.run.divergence import NonFinite

TOGETHER = 50_000
"""Numbers of the iterations between two pauses."""


class RunsInTurn:
    """Runs from these seeds, used as `ManyRuns` is: each is trained on in its turn."""

    def __init__(self, experiment: Experiment, seeds: Sequence[Seed]) -> None:
        self.runs = [Training(replace(experiment, seed=seed)) for seed in seeds]
        self.iteration = 0
        self.diverged: dict[int, NonFinite] = {}
        size = experiment.program(experiment.batches.largest).size
        self.length = max(1, TOGETHER // size)

    @property
    def values(self) -> Array:
        """Parameters and state of every run before its next iteration, (runs, …)."""
        return np.stack([run.values for run in self.runs])

    def advancing(self, iterations: int) -> Pausing[None]:
        """Run this many iterations, with pauses."""
        for n, run in enumerate(self.runs):
            left = iterations
            while left and not run.diverged:
                now = min(self.length, left)
                run.run(now)
                left -= now
                yield
            if run.diverged:
                self.diverged[n] = run.diverged
        self.iteration += iterations
