"""Many runs of an experiment that differ in their seed alone, as one: the luck of the start."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.experiment.value import Experiment
from engine.fast.flags import Flags
from engine.fast.pool import pool
from engine.fast.stacked_batches import StackedBatches
from engine.fast.stacked_program import StackedProgram
from engine.op import Array
from engine.pausing import Pausing, finish
from engine.random.seed import Seed
from engine.run.checkpoint import Checkpoint, first
from engine.run.training import STRETCH, Training

if TYPE_CHECKING:
    from engine.run.divergence import NonFinite


class ManyRuns:
    """Runs from these seeds under way. `iteration` is the next one to run.

    Their networks are stacked, so that each call of NumPy is made once for all of them, and each
    run has the bytes of the `Training` that it is alone. A run that leaves the finite numbers
    stands still before that iteration: `diverged` has it by its place.

    Raises NotStackable where a program cannot be stacked: with random numbers drawn in each
    iteration, or with bugs.
    """

    def __init__(self, experiment: Experiment, seeds: Sequence[Seed]) -> None:
        self.experiments = [replace(experiment, seed=seed) for seed in seeds]
        self.iteration = 0
        self.diverged: dict[int, NonFinite] = {}
        self._stood: dict[int, Array] = {}
        """Values of what has diverged."""
        plan, programs = experiment.batches, {}
        for size in sorted({plan.size, plan.largest, plan.smallest}):
            programs[size] = StackedProgram(experiment, size, len(self.experiments))
        self.programs = programs
        self.batches: dict[int, StackedBatches] = {}
        self.current = programs[plan.examples(0)]

    def preparing(self) -> Pausing[None]:
        """Make what the first iteration needs, with pauses; it would be made there in one go."""
        if self.batches:
            return
        plans = [e.batches for e in self.experiments]
        for size, program in self.programs.items():
            yield from program.making()
            self.batches[size] = StackedBatches(plans, self.experiments[0], program)
            yield
        values = []
        for experiment in self.experiments:
            values.append(first(experiment).values)
            yield
        self.current.load(np.stack(values))

    @property
    def values(self) -> Array:
        """Parameters and state of every run before its next iteration, (runs, …)."""
        finish(self.preparing())
        values = self.current.values()
        for n, stood in self._stood.items():
            values[n] = stood
        return values

    def run(self, iterations: int) -> Array:
        """Run this many iterations; the loss of each, (runs, iterations), NaN behind a last one."""
        finish(self.preparing())
        losses = np.full((len(self.experiments), iterations), np.nan)
        for begin in range(0, iterations, STRETCH):
            self._stretch(losses[:, begin : begin + STRETCH])
        return losses

    def release(self) -> None:
        """Let others have its buffers: it must not be used any more."""
        for program in self.programs.values():
            pool.give(program.now)
        self.programs.clear()

    def _stretch(self, losses: Array) -> None:
        begin, before, flags = self.iteration, self.current.carried.copy(), Flags()
        alarm = np.zeros(len(losses))
        with flags.watching:
            for done in range(losses.shape[1]):
                program = self._step(begin + done)
                losses[:, done] = program.losses()
                for values in program.watched:
                    alarm += _squares(values)
        with np.errstate(all="ignore"):
            alarm += losses.sum(1) + _squares(self.current.carried)
        if not np.isfinite(alarm).all() or (flags.raised and not self.current.watched):
            self.current.carried[...] = before
            return self._carefully(losses)
        self.iteration += losses.shape[1]
        losses[list(self.diverged)] = np.nan
        return None

    def _carefully(self, losses: Array) -> None:
        """The stretch again, one by one; each run that may have diverged is looked at alone."""
        for done in range(losses.shape[1]):
            values, flags = self.values, Flags()
            with flags.watching:
                program = self._step(self.iteration)
            losses[:, done] = program.losses()
            finite = np.isfinite(program.vector).all(1)
            if flags.raised or not finite.all():
                doubtful = range(len(losses)) if finite.all() else np.flatnonzero(~finite)
                for n in map(int, doubtful):
                    if n not in self.diverged:
                        self._look(n, values[n])
            losses[list(self.diverged), done] = np.nan
            self.iteration += 1

    def _look(self, n: int, values: Array) -> None:
        """Whether a run diverges in this iteration. If so it stands, and zeros run on for it."""
        alone = Training(self.experiments[n], Checkpoint(self.iteration, values))
        alone.run(1)
        alone.release()
        if not alone.diverged:
            return
        self.diverged[n], self._stood[n] = alone.diverged, values.copy()
        for program in self.programs.values():
            program.carried[n] = 0.0
            program.rate[n] = 0.0

    def _step(self, k: int) -> StackedProgram:
        size = self.experiments[0].batches.examples(k)
        now = self.programs[size]
        if now is not self.current:
            now.carried[...] = self.current.carried
            self.current = now
        self.batches[size].put(k)
        now.start(k)
        now.run()
        return now


def _squares(values: Array) -> Array:
    """The sum of squares of each row."""
    flat = values.reshape(len(values), 1, -1)
    found: Array = np.matmul(flat, flat.swapaxes(1, 2)).ravel()
    return found
