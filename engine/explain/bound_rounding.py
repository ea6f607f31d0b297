"""How far rounding may put off what steps write, as calls on vectors that are bound once.

It is what `propagated` finds step by step, of those steps alone whose rules are sums of products or
go cell by cell: in a fraction of the time.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

import numpy as np

from engine.explain.bound_steps import SHARED
from engine.explain.propagation import alone, is_linear, tolerance
from engine.kept import kept
from engine.op import Array
from engine.program.program import Program, Step

TRIALS = 3
"""Steps of mistakes whose calls are kept, for each right one."""
Bound = Callable[[], bool]
"""Finds the bound of a step; whether it could."""


class Trial(NamedTuple):
    """A step of a mistake: whether a tensor that was given whole is what it makes."""

    step: Step
    make: Callable[[], None]
    given: Array
    within: Array
    made: Array
    found: Array
    bound: Bound


class BoundRounding:
    """Bounds of what steps write, where all that they read is given whole or exact.

    To be used under the lock of `SHARED`.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self.values, self.off, self.made, self.found, *more = SHARED.part(program.size, 10)
        self.sizes, self.larger, self.above, self.below, self.low, self.high = more
        self.known: dict[str, Bound] = {}
        self.trials: dict[int, Trial] = {}

    def read(self, number: int, values: Array, off: Array) -> None:
        """Take `values`, each at most `off` from what it should be, for what is read.

        They are flat, as the vector of the program; what goes by this number is always the same.
        """
        if SHARED.holds == number:
            return
        np.copyto(self.values, values)
        np.copyto(self.off, off)
        np.abs(values, out=self.sizes)
        np.add(self.sizes, off, out=self.larger)
        np.add(values, off, out=self.above)
        np.subtract(values, off, out=self.below)
        SHARED.holds = number

    def __call__(self, made: Array, names: Iterable[str]) -> tuple[Array, set[str]]:
        """How far what is written into these tensors may be off; and those it was not found of.

        `made` is what the steps make of what was read. Flat, as the vector of the program.
        """
        np.copyto(self.made, made)
        self.found.fill(0.0)
        with np.errstate(all="ignore"):
            left = {name for name in names if not self._known(name)()}
        return self.found.copy(), left

    def follows(self, step: Step) -> bool | None:
        """Whether the numbers of a tensor, which are read too, are what this step makes of the
        others, but for rounding; None where its bound is not found."""
        trial = self.trials.get(id(step)) or self._trial(step)
        with np.errstate(all="ignore"):
            trial.make()
            near = trial.within + tolerance(trial.made)
            distance = np.abs(trial.given - trial.made)
            close, bounded = distance <= near, trial.bound()
            if bounded:
                close |= distance <= near + trial.found
        every = bool(np.logical_and.reduce(close, axis=None))
        return every if every or bounded else None

    def _known(self, name: str) -> Bound:
        if name not in self.known:
            self.known[name] = self._made(self.program.writer[name])
        return self.known[name]

    def _trial(self, step: Step) -> Trial:
        reads = (self._view(self.values, name) for name in step.reads.values())
        own = (self._view(v, step.writes) for v in (self.values, self.off, self.made, self.found))
        given, within, made, found = own
        make = partial(step.method, made, *reads)
        if len(self.trials) == TRIALS * len(self.program.steps):
            self.trials.clear()
        trial = Trial(step, make, given, within, made, found, self._made(step))
        self.trials[id(step)] = trial
        return trial

    def _made(self, step: Step) -> Bound:
        if is_linear(self.program, step):
            return self._of_sums(step)
        return self._by_cells(step) if alone(self.program, step) else lambda: False

    def _of_sums(self, step: Step) -> Bound:
        low, high, found = (self._view(v, step.writes) for v in (self.low, self.high, self.found))
        reads = step.reads.values()
        smaller = partial(step.method, low, *(self._view(self.sizes, name) for name in reads))
        larger = partial(step.method, high, *(self._view(self.larger, name) for name in reads))

        def bound() -> bool:
            smaller()
            larger()
            np.subtract(high, low, out=found)
            np.abs(found, out=found)
            return True

        return bound

    def _by_cells(self, step: Step) -> Bound:
        low, high, found, made = (
            self._view(v, step.writes) for v in (self.low, self.high, self.found, self.made)
        )
        offs = [self._view(self.off, name) for name in step.reads.values()]
        if offs and max(offs, key=np.size).shape != made.shape:  # a constant reads nothing
            return lambda: False
        still = [off for off in offs if off.shape != made.shape]
        moved = [
            (off, self._with(step, high, self.above, k), self._with(step, low, self.below, k))
            for k, off in enumerate(offs)
            if off.shape == made.shape
        ]

        def bound() -> bool:
            if any(map(np.count_nonzero, still)):
                return False
            found.fill(0.0)
            for off, up, down in moved:
                if np.count_nonzero(off):
                    up()
                    down()
                    for there in (high, low):
                        np.subtract(there, made, out=there)
                        np.abs(there, out=there)
                    np.fmax(high, low, out=high)
                    np.add(found, high, out=found)
            return True

        return bound

    def _with(self, step: Step, out: Array, other: Array, which: int) -> Callable[[], None]:
        """A call of a step that takes one of its reads from another vector."""
        reads = (
            self._view(other if k == which else self.values, name)
            for k, name in enumerate(step.reads.values())
        )
        return partial(step.method, out, *reads)

    def _view(self, vector: Array, name: str) -> Array:
        return self.program.tensors[name].view(vector)


@kept(lambda made: 2000 * (1 + TRIALS) * len(made.program.steps))
def kept_rounding(program: Program) -> BoundRounding:
    """That of a program."""
    return BoundRounding(program)
