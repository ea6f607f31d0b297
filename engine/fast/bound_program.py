"""A program bound to an experiment: its rate, its examples and its random numbers."""

from collections.abc import Sequence
from functools import cached_property, partial

import numpy as np

from engine.experiment.value import Experiment
from engine.fast.batches import Batches, counting
from engine.fast.executable import Executable
from engine.fast.flags import Flags
from engine.fast.pool import pool
from engine.fast.snapshot import SMALL
from engine.fast.ufunc_trace import Call, unrolled
from engine.fast.watched import watched
from engine.op import Array
from engine.pausing import Pausing

OFTEN = 4
"""Uses of the calls of a program after which it is worth it to take them apart."""


class BoundProgram:
    """The iterations of an experiment on batches of one size."""

    def __init__(self, experiment: Experiment, batch: int) -> None:
        self.experiment, self.program = experiment, experiment.program(batch)
        self.now = pool.take(self.program)
        self.now.uses += 1
        self.vector, self.load, self.values = self.now.vector, self.now.load, self.now.values
        self.carried: Array = self.vector[self.now.carried]
        """Parameters and state, in an order that batches of all sizes share."""
        self.now.rate.fill(experiment.learning_rate)
        self.k = self.now.k
        self.noise = [(t.op or 0, self.now.arrays[t.name]) for t in self.program.noise]

    @cached_property
    def before(self) -> Array:
        """Room for what parameters and state were, to go back to. (carried,)."""
        return np.empty_like(self.carried)

    def used_often(self) -> Pausing[None]:
        """Take the rules of a small program apart once it is used again and again, with pauses."""
        if self.now.uses == OFTEN and self.program.size <= SMALL:
            yield from self.now.tracing_rules()

    def release(self) -> None:
        """Let others have the buffers; this one must not be used any more."""
        pool.give(self.now)

    def once(self, k: int, examples: tuple[Array, Array]) -> Sequence[Call]:
        """The calls of iteration k alone, with its examples in place; `renew` goes on.

        `examples` are inputs (batch, …) and targets (batch, outputs).
        """
        self.now.put(*examples)
        if self.k is not None:
            self.k.fill(k + 1)
        self._draw(k)
        return self.now.calls

    def renew(self) -> None:
        """Go on from the iteration that was run."""
        with np.errstate(all="ignore"):
            for call in self.now.renew:
                call()

    def complete(self, examples: tuple[Array, Array], vector: Array) -> Array:
        """All numbers of an iteration on these examples, from a copy of the vector behind it.

        Both vectors are flat.
        """
        return self.now.snapshot(vector, *examples)

    @cached_property
    def run(self) -> Call:
        """An iteration within a run, once its examples are in place."""
        return self.run_with([])

    def run_with(self, keep: list[Call]) -> Call:
        """The same, with these calls where all numbers of the iteration are there."""
        return unrolled([*counting(self.k), *self.traced.calls, *keep, *self.now.renew])

    def preparing(self) -> Pausing[None]:
        """Make the parts of a run, with pauses."""
        yield from self.now.tracing_rules()
        for part in ("batches", "watched", "run"):
            getattr(self, part)
            yield

    @cached_property
    def traced(self) -> Executable:
        """The program in the calls that are worth it for a run."""
        self.now.trace_rules()
        return self.now

    @cached_property
    def watched(self) -> list[Array]:
        """Arrays whose squares tell of a number that is not finite, before it can hide again.

        Each is flat.
        """
        return watched(self.now, self.experiment.inputs)

    def told(self, flags: Flags) -> bool:
        """Whether flags tell of a number that is not finite, where no array is watched for it."""
        return flags.raised and not self.watched

    @cached_property
    def batches(self) -> Batches:
        """The examples of a run."""
        now, e = self.now, self.experiment
        places = [
            (out, np.ascontiguousarray(prepare(e.inputs)), axis)
            for out, prepare, axis in now.sources
        ]
        out, prepare, axis = now.wanted
        places.append((out, prepare(e.targets), axis))
        return Batches(e, self.program.batch, places, self.traced.prepare)

    def ahead(self, k: int, most: int) -> Sequence[Sequence[Call]]:
        """What has to be called before iteration k, before k + 1 and so on, at most so many."""
        if self.k is not None:
            self.k.fill(k)
        found = self.batches.ahead(k, most)
        if self.noise:
            found = [(*calls, partial(self._draw, k + n)) for n, calls in enumerate(found)]
        return found

    def examples(self, rows: Array) -> tuple[Array, Array]:
        """Inputs and targets of a batch, from the indices of its examples, (batch,)."""
        e = self.experiment
        if e.batches.size == e.batches.count:
            return e.inputs, e.targets
        return e.inputs[rows], e.targets[rows]

    def _draw(self, k: int) -> None:
        for op, out in self.noise:
            out[...] = self.experiment.noise(k, op, out.shape)
