"""Training: the same iterations as a trace, many times, with nothing kept but the loss.

Chains of dense layers, also behind a convolution, run fused (engine/fast/chain.py) and agree
with the traces to 1e-12; every other network runs its steps as they are, byte for byte.
"""

import numpy as np

from engine.checkpoint import Checkpoint, first
from engine.divergence import NonFinite, first_non_finite
from engine.experiment import Experiment
from engine.fast.chain import Chain
from engine.fast.network import is_chain
from engine.fast.whole import Whole
from engine.op import Array
from engine.trace import Run, Trace

STRETCH = 128
"""Iterations between two looks at whether all is finite: so far a run can have to go back."""


class Training:
    """An experiment under way. `iteration` is the next one to run.

    `fused=False` runs every network's steps as they are. Raises InvalidExperiment if the
    checkpoint does not fit.
    """

    def __init__(
        self, experiment: Experiment, start: Checkpoint | None = None, *, fused: bool = True
    ) -> None:
        begin = start or first(experiment)
        begin.check(experiment, begin.iteration)
        self.experiment, self.iteration = experiment, begin.iteration
        self.diverged: NonFinite | None = None
        """Where the run left the finite numbers; it stands before that iteration then."""
        self.fused = fused and is_chain(experiment.program(1))
        self.bound: dict[int, Chain | Whole] = {}
        self.current = self._bound(self.iteration)
        self.current.load(begin.values)

    @property
    def checkpoint(self) -> Checkpoint:
        """Parameters and state before the next iteration, to trace it or to go on from."""
        return Checkpoint(self.iteration, self.current.values())

    def run(self, iterations: int) -> Array:
        """Run this many iterations, fewer if the run diverges; returns the loss of each."""
        losses = np.empty(iterations)
        done = 0
        while done < iterations and self.diverged is None:
            done += self._stretch(losses[done : done + STRETCH])
        return losses[:done]

    def _stretch(self, losses: Array) -> int:
        begin, values_before, alarm = self.iteration, self.current.values(), 0.0
        # A number that is not finite, or whose square is not, makes the sum of squares so.
        with np.errstate(all="ignore"):
            done = 0
            while done < len(losses):
                k = begin + done
                now = self._ready(k)
                calls, watched, E, scale = now.calls, now.watched, now.E.item, now.scale
                for before in now.ahead(k, len(losses) - done):
                    for call in before:
                        call()
                    for call in calls:
                        call()
                    losses[done] = E() * scale
                    for values in watched:
                        alarm += values.dot(values)
                    done += 1
            end = self.current.values()
            alarm += end.dot(end) + losses.sum()
        if not np.isfinite(alarm):
            return self._carefully(Checkpoint(begin, values_before), losses)
        self.iteration += len(losses)
        return len(losses)

    def _carefully(self, begin: Checkpoint, losses: Array) -> int:
        """The stretch again, one by one, and what gives alarm by itself by the steps of a trace.

        They tell where a number is not finite. How an iteration runs thus follows from its own
        numbers, and not from where a run was stopped.
        """
        self.current.load(begin.values)
        if len(losses) > 1:
            done = 0
            while done < len(losses) and self.diverged is None:
                done += self._stretch(losses[done : done + 1])
            return done
        step = self._readable(begin)
        if not np.isfinite(step.vector).all():
            self.diverged = first_non_finite(step)
            return 0
        losses[0] = step["E"]
        self.current.load(step.checkpoint.values)
        self.iteration += 1
        return 1

    def _readable(self, begin: Checkpoint) -> Trace:
        """The iteration after a checkpoint, by its steps."""
        return Run(self.experiment, begin).iterate(begin.iteration)

    def _ready(self, k: int) -> Chain | Whole:
        """The calls of iteration k, with the parameters in place."""
        now = self._bound(k)
        if now is not self.current:
            now.load(self.current.values())
            self.current = now
        return now

    def _bound(self, k: int) -> Chain | Whole:
        return self._of_size(self.experiment.batches.examples(k))

    def _of_size(self, size: int) -> Chain | Whole:
        if size not in self.bound:
            self.bound[size] = self._bind(size)
        return self.bound[size]

    def _bind(self, batch: int) -> Chain | Whole:
        return (Chain if self.fused else Whole)(self.experiment, batch)
