"""How far rounding may put off what steps write, as calls on vectors that are bound once.

It is what `propagated` finds step by step, of those steps alone whose rules are sums of products or
go cell by cell: in a fraction of the time.
"""

from collections.abc import Callable, Iterable
from functools import partial

import numpy as np

from engine.explain.bound_steps import LOCK, shared
from engine.explain.propagation import alone, is_linear
from engine.kept import kept
from engine.op import Array
from engine.program.program import Program, Step

Bound = Callable[[], bool]
"""Finds the bound of a step; whether it could."""


class BoundRounding:
    """Bounds of what steps write, where all that they read is given whole or exact."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.values, self.off, self.made, self.found, *more = shared(program.size, 10)
        self.sizes, self.larger, self.above, self.below, self.low, self.high = more
        self.known: dict[str, Bound] = {}

    def __call__(
        self, values: Array, off: Array, made: Array, names: Iterable[str]
    ) -> tuple[Array, set[str]]:
        """How far what is written into these tensors may be off; and those it was not found of.

        `values` are what is read, each at most `off` from what it should be, `made` is what the
        steps make of them. All flat, as the vector of the program.
        """
        with LOCK, np.errstate(all="ignore"):
            for into, given in ((self.values, values), (self.off, off), (self.made, made)):
                np.copyto(into, given)
            self.found.fill(0.0)
            np.abs(values, out=self.sizes)
            np.add(self.sizes, off, out=self.larger)
            np.add(values, off, out=self.above)
            np.subtract(values, off, out=self.below)
            left = {name for name in names if not self._bound(name)()}
            return self.found.copy(), left

    def _bound(self, name: str) -> Bound:
        if name not in self.known:
            step = self.program.writer[name]
            self.known[name] = self._made(step)
        return self.known[name]

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
            if any(off.any() for off in still):
                return False
            found.fill(0.0)
            for off, up, down in moved:
                if off.any():
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


@kept(lambda made: 2000 * len(made.program.steps))
def kept_rounding(program: Program) -> BoundRounding:
    """That of a program."""
    return BoundRounding(program)
