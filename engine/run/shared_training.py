"""Training a few iterations at a time, in buffers that all experiments of a shape share.

Where many runs of like networks take turns, these buffers stay in the processor's cache: each
with buffers of its own takes twice as long. The numbers are those of `Training`, to the last bit.
"""

import math
from functools import cached_property

import numpy as np

from engine.experiment.value import Experiment
from engine.fast.batches import counting
from engine.fast.executable import executable
from engine.fast.flags import Flags
from engine.fast.ufunc_trace import Call, unrolled
from engine.fast.watched import watched
from engine.kept import kept
from engine.op import Array
from engine.pausing import Pausing
from engine.program.program import Program

NUMBERS = 10
"""Numbers that the calls of a program take beside it, for each of its numbers."""


class SharedTraining:
    """An experiment whose runs stand nowhere: each time it is told from where to go on."""

    def __init__(self, experiment: Experiment) -> None:
        self.experiment, self.plan = experiment, experiment.batches
        self.bound: dict[int, _Bound] = {}
        self.epoch, self.order = -1, np.empty(0, int)

    def preparing(self, iteration: int) -> Pausing[None]:
        """Make what an iteration needs, with pauses; it would be made there in one go."""
        now = self._bound(iteration)
        yield
        yield from now.shared.now.tracing_rules()
        _ = now.shared.run
        yield

    def ahead(self, iteration: int, values: Array, count: int) -> Array | None:
        """Parameters and state after so many iterations from these before `iteration`.

        None if a number that is not finite may have come about: `Training` finds out.

        Both are (carried,).
        """
        now, alarm, flags = self._bound(iteration), 0.0, Flags()
        now.shared.now.load(values)
        with flags.watching:
            for k in range(iteration, iteration + count):
                following = self._bound(k)
                if following is not now:
                    following.carried[:] = now.carried
                    now = following
                now.run(k, self.rows(k))
                alarm += now.shared.now.E.item()
                for array in now.watched:
                    alarm += array.dot(array)
            alarm += now.carried.dot(now.carried)
        if not math.isfinite(alarm) or (flags.raised and not now.watched):
            return None
        return now.shared.now.values()

    def _bound(self, iteration: int) -> "_Bound":
        size = self.plan.examples(iteration)
        if size not in self.bound:
            self.bound[size] = _Bound(self.experiment, size)
        return self.bound[size]

    def rows(self, iteration: int) -> Array:
        """As `Experiment.rows`: this run keeps the order of its own epoch."""
        plan = self.plan
        if plan.joins or not plan.shuffled:
            return plan.rows(iteration)
        epoch, position = divmod(iteration, plan.per_epoch)
        if epoch != self.epoch:
            self.epoch, self.order = epoch, plan.order(epoch)
        return self.order[position * plan.size : (position + 1) * plan.size]


class _Bound:
    """Where an experiment puts its examples, its rate and its random numbers."""

    def __init__(self, experiment: Experiment, size: int) -> None:
        self.experiment, self.shared = experiment, _shared(experiment.program(size))
        now = self.shared.now
        self.carried: Array = now.vector[now.carried]
        self.places = [
            (np.ascontiguousarray(prepare(data)), axis, out)
            for data, sources in (
                (experiment.inputs, now.sources), (experiment.targets, [now.wanted])
            )
            for out, prepare, axis in sources
        ]  # fmt: skip
        self.noise = [(t.op or 0, now.arrays[t.name]) for t in now.program.noise]

    @cached_property
    def watched(self) -> list[Array]:
        """Arrays whose squares tell of a number that is not finite."""
        return watched(self.shared.now, self.experiment.inputs)

    def run(self, k: int, rows: Array) -> None:
        """Iteration k on these examples, from what is in the buffers."""
        now, of = self.shared.now, self.experiment
        now.rate.fill(of.learning_rate)
        if now.k is not None:
            now.k.fill(k)
        for data, axis, out in self.places:
            data.take(rows, axis, out, "clip")
        for op, out in self.noise:
            out[...] = of.noise(k, op, out.shape)
        self.shared.run()


class _Shared:
    """The calls of a program, on a vector for all who train it."""

    def __init__(self, program: Program) -> None:
        self.program, self.now = program, executable(program)

    @cached_property
    def run(self) -> Call:
        """An iteration whose examples are in place, but not yet as its calls need them."""
        now = self.now
        now.trace_rules()
        return unrolled([*now.prepare, *counting(now.k), *now.calls, *now.renew])


@kept(lambda made: made.program.bytes + NUMBERS * made.program.size)
def _shared(program: Program) -> _Shared:
    return _Shared(program)
