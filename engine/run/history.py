"""Training that keeps whole iterations, so that any of them can be looked at afterwards."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from engine.experiment.value import Experiment
from engine.fast.bound_program import BoundProgram
from engine.fast.ufunc_trace import Call
from engine.op import Array
from engine.run.checkpoint import Checkpoint
from engine.run.iteration import Trace
from engine.run.training import STRETCH, Training
from engine.validation.validate import whole


class History(Training):
    """Training whose last `keep` iterations are kept: `history[k]` is the trace of iteration k.

    Every tensor that the run makes is stored while it runs: about 8 bytes for each number of a
    trace, times `keep`. What a run never makes is filled in by its rule when a trace is asked
    for. Raises InvalidExperiment for a `keep` below 1, or if the checkpoint does not fit.
    """

    def __init__(
        self, experiment: Experiment, start: Checkpoint | None = None, *, keep: int = STRETCH
    ) -> None:
        keep = whole("/keep", keep, 1)
        super().__init__(experiment, start)
        largest = self._of_size(experiment.batches.largest)
        self.frames = np.zeros((keep, largest.vector.size))
        self.rows: Iterator[Array] = iter(())
        """Where the next iterations go."""
        self.keeping: dict[BoundProgram, Call] = {}
        self.oldest = self.iteration

    @property
    def kept(self) -> range:
        """The iterations there are."""
        return range(self.oldest, self.iteration)

    def __len__(self) -> int:
        return len(self.kept)

    def __iter__(self) -> Iterator[Trace]:
        return (self[k] for k in self.kept)

    def __getitem__(self, k: int) -> Trace:
        """The trace of iteration k; raises IndexError if it is not kept."""
        if k not in self.kept:
            raise IndexError(f"iteration {k} is not kept, those of {self.kept} are")
        now, rows = self._bound(k), self.experiment.rows(k)
        with np.errstate(all="ignore"):
            vector = now.complete(now.examples(rows), self._frame(k, now))
        return Trace(self.experiment, now.program, k, rows, vector)

    def look(self) -> Trace:
        """All of the next iteration, which then is in its frame too."""
        found = super().look()
        self._frame(self.iteration, self.current)[...] = self.current.vector
        return found

    def _frame(self, k: int, now: BoundProgram) -> Array:
        frame: Array = self.frames[k % len(self.frames), : now.vector.size]
        return frame

    def _run(self, now: BoundProgram) -> Call:
        if now not in self.keeping:
            self.keeping[now] = now.run_with([partial(self._keep, now.vector)])
        return self.keeping[now]

    def _keep(self, vector: Array) -> None:
        row = next(self.rows)
        np.copyto(row if row.size == vector.size else row[: vector.size], vector)

    def _stretch(self, losses: Array) -> int:
        slot = self.iteration % len(self.frames)
        losses = losses[: len(self.frames) - slot]
        self.rows = iter(self.frames[slot:])
        self.oldest = max(self.oldest, self.iteration + len(losses) - len(self.frames))
        return super()._stretch(losses)
