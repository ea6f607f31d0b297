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
from engine.trace import Run

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
        size, count = experiment.batch or len(experiment.inputs), len(experiment.inputs)
        self.sizes = [min(size, count - begin) for begin in range(0, count, size)]
        """Examples in each batch of an epoch."""
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
        begin, alarm = self.checkpoint, 0.0
        # A number that is not finite, or whose square is not, makes the sum of squares so.
        with np.errstate(all="ignore"):
            done = 0
            while done < len(losses):
                now = self._ready(begin.iteration + done)
                for before in now.ahead(begin.iteration + done, len(losses) - done):
                    for call in before:
                        call()
                    for call in now.calls:
                        call()
                    losses[done] = now.E.item() * now.scale
                    for values in now.watched:
                        alarm += values.dot(values)
                    done += 1
            end = self.current.values()
            alarm += end.dot(end) + losses.sum()
        if not np.isfinite(alarm):
            return self._carefully(begin, losses)
        self.iteration += len(losses)
        return len(losses)

    def _carefully(self, begin: Checkpoint, losses: Array) -> int:
        """The stretch again by the steps of a trace, which tell where a number is not finite."""
        run = Run(self.experiment, begin)
        done = 0
        while done < len(losses) and self.diverged is None:
            step = run.iterate(begin.iteration + done)
            if np.isfinite(step.vector).all():
                losses[done] = step["E"]
                run.advance(step)
                done += 1
            else:
                self.diverged = first_non_finite(step)
        self.iteration = begin.iteration + done
        self.current.load(run.now)
        return done

    def _ready(self, k: int) -> Chain | Whole:
        """The calls of iteration k, with the parameters in place."""
        now = self._bound(k)
        if now is not self.current:
            now.load(self.current.values())
            self.current = now
        return now

    def _bound(self, k: int) -> Chain | Whole:
        size = self.sizes[k % len(self.sizes)]
        if size not in self.bound:
            self.bound[size] = (Chain if self.fused else Whole)(self.experiment, size)
        return self.bound[size]
