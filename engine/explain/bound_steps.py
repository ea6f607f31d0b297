"""The steps of a program as calls on two vectors: numbers that go on, and numbers beside them."""

from collections.abc import Callable
from functools import partial
from threading import Lock

import numpy as np

from engine.explain.handed_in import Submission
from engine.kept import kept
from engine.op import Array
from engine.pausing import Pausing
from engine.program.program import Program

Call = Callable[[], None]
SMALL = 4096
"""Numbers of an iteration whose calls are bound once and run without a pause: to bind them takes
longer."""


class Shared:
    """Vectors that all small programs share: they stay in the processor's cache."""

    def __init__(self, count: int) -> None:
        self.lock, self.vectors = Lock(), np.empty((count, SMALL))
        """The lock is held while the vectors are used."""
        self.holds = 0
        """The number of what was last gone through whose numbers are in them; 0: of nothing."""

    def part(self, size: int, count: int) -> Array:
        """Some of these vectors. (count, size)."""
        return self.vectors[:count, :size]


SHARED = Shared(10)


class BoundSteps:
    """Runs the steps, each from numbers that go on."""

    def __init__(self, program: Program, vectors: Array) -> None:
        """`vectors` are two, as that of the program: (2, size)."""
        self.carried, self.computed = vectors
        tensors = program.tensors
        go_on = {name: t.view(self.carried) for name, t in tensors.items()}
        self.calls = []
        """By step: what it writes, and calls that write it among those that go on, and beside."""
        for step in program.steps:
            reads = [go_on[name] for name in step.reads.values()]
            into = go_on[step.writes], tensors[step.writes].view(self.computed)
            on, aside = (partial(step.method, out, *reads) for out in into)
            self.calls.append((step.writes, on, aside, into))

    def run(self, start: Array, handed: Submission) -> tuple[Array, Array]:
        """Numbers that go on, and what the rules make of tensors of which some were given.

        `start` has what no step writes and was not given. Flat, as the vector of the program.
        """
        SHARED.holds = 0
        self._begin(start, handed)
        with np.errstate(all="ignore"):
            for step in self.calls:
                self._step(*step, handed)
        return self.carried.copy(), self.computed.copy()

    def running(self, start: Array, handed: Submission) -> Pausing[tuple[Array, Array]]:
        """The same, with a pause behind each step; the vectors are those of the steps."""
        self._begin(start, handed)
        for step in self.calls:
            with np.errstate(all="ignore"):
                self._step(*step, handed)
            yield
        return self.carried, self.computed

    def _begin(self, start: Array, handed: Submission) -> None:
        np.copyto(self.carried, start)
        np.copyto(self.computed, start)
        np.copyto(self.carried, handed.values, where=handed.given)

    def _step(
        self, writes: str, on: Call, aside: Call, into: tuple[Array, Array], handed: Submission
    ) -> None:
        whole = handed.complete.get(writes)
        if whole is None:
            on()
            return
        aside()
        if not whole:
            out, made = into
            left = ~handed.program.tensors[writes].view(handed.given)
            np.copyto(out, made, where=left)


@kept(lambda made: 1000 * len(made.calls))
def kept_steps(program: Program) -> BoundSteps:
    """Those of a small program, on vectors that are shared."""
    return BoundSteps(program, SHARED.part(program.size, 2))
