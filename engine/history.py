"""Training that keeps whole iterations, so that any of them can be looked at afterwards."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from engine.checkpoint import Checkpoint
from engine.experiment import Experiment
from engine.fast.kept import Kept, is_kept
from engine.fast.whole import Whole
from engine.fit import whole
from engine.op import Array
from engine.trace import Trace
from engine.train import STRETCH, Training


class History(Training):
    """Training whose last `keep` iterations are kept: `history[k]` is the trace of iteration k.

    Every tensor of an iteration is computed and stored while it runs: 8 bytes for each number
    of a trace, times `keep`. A chain of dense layers is fused and agrees with `trace` to 1e-12;
    every other network, and all with `fused=False`, keep the bytes of a trace.
    Raises InvalidExperiment for a `keep` below 1, or if the checkpoint does not fit.
    """

    def __init__(
        self, experiment: Experiment, start: Checkpoint | None = None, *,
        keep: int = STRETCH, fused: bool = True,
    ) -> None:  # fmt: skip
        keep = whole("/keep", keep, 1)
        super().__init__(experiment, start, fused=fused)
        largest = self._of_size(experiment.batches.largest)
        self.frames = np.zeros((keep, largest.vector.size))
        self.rows: Iterator[Array] = iter(())
        """Where the next iterations go."""
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
        now, frame = self._frame(k)
        vector = frame[now.places].copy()
        vector.flags.writeable = False
        return Trace(self.experiment, now.program, k, self.experiment.rows(k), vector)

    def _frame(self, k: int) -> tuple[Kept | Whole, Array]:
        now: Kept | Whole = self._bound(k)  # type: ignore[assignment]
        return now, self.frames[k % len(self.frames), : now.vector.size]

    def _bind(self, batch: int) -> Kept | Whole:
        fused = self.fused and is_kept(self.experiment.program(batch))
        now: Kept | Whole = (Kept if fused else Whole)(self.experiment, batch)
        now.calls.insert(-1, partial(self._keep, now.vector))  # the last call goes on to the next
        return now

    def _keep(self, vector: Array) -> None:
        np.copyto(next(self.rows)[: vector.size], vector)

    def _stretch(self, losses: Array) -> int:
        slot = self.iteration % len(self.frames)
        losses = losses[: len(self.frames) - slot]
        self.rows = iter(self.frames[slot:])
        self.oldest = max(self.oldest, self.iteration + len(losses) - len(self.frames))
        return super()._stretch(losses)

    def _readable(self, begin: Checkpoint) -> Trace:
        step = super()._readable(begin)
        now, frame = self._frame(begin.iteration)
        frame[now.places] = step.vector
        return step
