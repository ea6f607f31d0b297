"""Training: iterations at full speed, with nothing kept but the loss."""

from collections.abc import Sequence

import numpy as np

from engine.experiment.value import Experiment
from engine.fast.bound_program import BoundProgram
from engine.fast.flags import Flags
from engine.fast.ufunc_trace import Call
from engine.op import Array
from engine.pausing import Pausing
from engine.run.checkpoint import Checkpoint, first
from engine.run.divergence import NonFinite, first_non_finite
from engine.run.iteration import Trace

STRETCH = 128
"""Iterations between two looks at whether all is finite: so far a run can have to go back."""


class Training:
    """An experiment under way. `iteration` is the next one to run.

    An iteration has the bytes of its trace. Raises InvalidExperiment if the checkpoint does not
    fit, or lies behind `until`.
    """

    def __init__(
        self, experiment: Experiment, start: Checkpoint | None = None, until: int | None = None
    ) -> None:
        begin = start or first(experiment)
        begin.check(experiment, begin.iteration if until is None else until)
        self.experiment, self.iteration = experiment, begin.iteration
        self.diverged: NonFinite | None = None
        """Where the run left the finite numbers; it stands before that iteration then."""
        self.bound: dict[int, BoundProgram] = {}
        self.current = self._bound(self.iteration)
        self.current.load(begin.values)

    @property
    def checkpoint(self) -> Checkpoint:
        """Parameters and state before the next iteration, to trace it or to go on from."""
        return Checkpoint(self.iteration, self.values)

    @property
    def values(self) -> Array:
        """A copy of those of the checkpoint. (carried,)."""
        return self.current.values()

    def preparing(self) -> Pausing[None]:
        """Make what the first iteration needs, with pauses; it would be made there in one go."""
        yield
        for _ in self.current.preparing():
            yield

    def run(self, iterations: int) -> Array:
        """Run this many iterations, fewer if the run diverges; returns the loss of each.

        (done,) float64.
        """
        losses = np.empty(iterations)
        done = 0
        while done < iterations and self.diverged is None:
            done += self._stretch(losses[done : done + STRETCH])
        return losses[:done]

    def stepping(self) -> Pausing[None]:
        """Run one iteration, with a pause behind each of its calls, unless the run diverges."""
        now = self._ready(self.iteration)
        rows = self.experiment.rows(self.iteration)
        np.copyto(now.before, now.carried)
        flags = Flags()
        once = now.once(self.iteration, now.examples(rows))
        yield from _paused([*once, *now.now.renew], flags)
        with np.errstate(all="ignore"):
            alarm = sum(a.dot(a) for a in (*now.watched, now.carried)) + now.now.E.item()
        if np.isfinite(alarm) and not now.told(flags):
            self.iteration += 1
        else:
            np.copyto(now.carried, now.before)
            self._carefully(np.empty(1))

    def look(self) -> Trace:
        """All of the next iteration, finite or not. The run stays where it is."""
        now, rows = self._ready(self.iteration), self.experiment.rows(self.iteration)
        examples = now.examples(rows)
        with np.errstate(all="ignore"):
            for call in now.once(self.iteration, examples):
                call()
            vector = now.complete(examples, now.vector)
        return Trace(self.experiment, now.program, self.iteration, rows, vector)

    def looking(self) -> Pausing[Trace]:
        """The same, with a pause behind each call."""
        now, rows = self._ready(self.iteration), self.experiment.rows(self.iteration)
        examples = now.examples(rows)
        yield from _paused(now.once(self.iteration, examples), Flags())
        with np.errstate(all="ignore"):
            vector = now.complete(examples, now.vector)
        return Trace(self.experiment, now.program, self.iteration, rows, vector)

    def release(self) -> None:
        """Let others have its buffers: it must not be used any more."""
        for bound in self.bound.values():
            bound.release()
        self.bound.clear()

    def _stretch(self, losses: Array) -> int:
        begin, before, alarm, flags = self.iteration, self.current.before, 0.0, Flags()
        np.copyto(before, self.current.carried)
        # A number that is not finite raises a flag or makes a sum of squares so.
        with flags.watching:
            done = 0
            while done < len(losses):
                k = begin + done
                now = self._ready(k)
                watched, E, scale = now.watched, now.now.E.item, now.now.scale
                run = self._run(now)
                for given in now.ahead(k, len(losses) - done):
                    for call in given:
                        call()
                    run()
                    losses[done] = E() * scale
                    for values in watched:
                        alarm += values.dot(values)
                    done += 1
        with np.errstate(all="ignore"):
            alarm += self.current.carried.dot(self.current.carried) + losses.sum()
        if not np.isfinite(alarm) or self.current.told(flags):
            self.current.carried[:] = before
            return self._carefully(losses)
        self.iteration += len(losses)
        return len(losses)

    def _run(self, now: BoundProgram) -> Call:
        return now.run

    def _carefully(self, losses: Array) -> int:
        """The stretch again, one by one; what gives alarm by itself is looked at number by number.

        It makes the same calls: how an iteration runs does not follow from where a run stopped.
        """
        if len(losses) > 1:
            done = 0
            while done < len(losses) and self.diverged is None:
                done += self._stretch(losses[done : done + 1])
            return done
        step = self.look()
        if not np.isfinite(step.vector).all():
            self.diverged = first_non_finite(step)
            return 0
        losses[0] = step["E"]
        self.current.renew()
        self.iteration += 1
        return 1

    def _ready(self, k: int) -> BoundProgram:
        """The calls of iteration k, with the parameters in place."""
        now = self._bound(k)
        if now is not self.current:
            now.carried[:] = self.current.carried
            self.current = now
        return now

    def _bound(self, k: int) -> BoundProgram:
        size = self.experiment.batches.examples(k)
        return self.bound.get(size) or self._of_size(size)

    def _of_size(self, size: int) -> BoundProgram:
        if size not in self.bound:
            self.bound[size] = BoundProgram(self.experiment, size)
        return self.bound[size]


def _paused(calls: Sequence[Call], flags: Flags) -> Pausing[None]:
    for call in calls:
        with flags.watching:
            call()
        yield  # outside of errstate, which would hold for whoever has the next turn
