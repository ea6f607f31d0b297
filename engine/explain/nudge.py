"""Nudge: one number moved by ε, all that follows computed again, and ΔE beside gradient × ε.

What is between the two has a reason: E bends, a cell crossed a kink, or float64 ran out of digits.
"""

import math
from dataclasses import dataclass

import numpy as np

from engine.explain.check import central
from engine.explain.moved import Cell, Kinks, Moved, Pieces, changed, moving
from engine.explain.place import at, unravelled
from engine.explain.rounding import EPSILON, uncertainty
from engine.families.loss import LossOp
from engine.op import Array
from engine.pausing import Pausing, finish
from engine.run.answers import output
from engine.run.iteration import Trace

DIGITS = 16
"""Decimal digits of float64."""
NEAR = 1e-4
"""So near the end of its domain a loss bends too sharply for central differences."""


@dataclass(frozen=True, eq=False)
class Change:
    """How a tensor changed: its number of changed cells, the largest change and where it is."""

    tensor: str
    cells: int
    largest: float
    cell: Cell
    deltas: Array
    """Of all its cells, as their shape is."""


@dataclass(frozen=True, eq=False)
class Nudge:
    """One cell moved, everything else held: batch, noise, and a norm's batch as in training."""

    tensor: str
    cell: Cell
    epsilon: float
    value: float
    """Of the cell before."""
    moved: float
    """By how much it moved: (value + ε) − value, as float64 has it."""
    gradient: float
    loss: float
    """E after."""
    change: float
    """ΔE."""
    curvature: float
    """The part of `difference` that goes with ε²: ½ ∂²E/∂w² ε²."""
    rounding: float
    """How far float64 alone can put ΔE off."""
    kinks: Kinks
    """Cells that went across a kink."""
    leaves: bool
    """Whether it left what the loss is defined for, such as a probability above 1."""
    agrees: bool | None
    """Whether the gradient is the slope of E, by central differences; None where they cannot tell:
    across a kink, or where the loss nearly ends."""
    changes: tuple[Change, ...]
    """Of all tensors that changed, in the order they are computed, E last."""

    @property
    def reason(self) -> str:
        """Of the difference: exact (there is none), rounding, kink, domain (the loss ends there),
        curvature; overflow: E has left float64; or wrong: the gradient is not the slope of E."""
        if not math.isfinite(self.difference):
            return "overflow"
        if not self.difference:
            return "exact"
        if self.kinks:
            return "kink"
        if self.leaves:
            return "domain"
        if self.agrees is False:
            return "wrong"
        return "rounding" if abs(self.difference) <= self.rounding else "curvature"

    @property
    def promised(self) -> float:
        """What the slope promises: gradient × ε."""
        return self.gradient * self.moved

    @property
    def difference(self) -> float:
        """ΔE less what the slope promises."""
        return self.change - self.promised

    @property
    def remainder(self) -> float:
        """What of the difference goes with ε³ and higher powers."""
        return self.difference - self.curvature

    @property
    def digits(self) -> int:
        """Digits of ΔE that rounding leaves."""
        if not self.change or not math.isfinite(self.change):
            return 0
        left = math.log10(abs(self.change) / self.rounding) if self.rounding else DIGITS
        return max(0, min(DIGITS, math.floor(left)))


def nudge(done: Trace, tensor: str, cell: Cell, epsilon: float) -> Nudge:
    """Move one cell of a parameter, of the input or of what an op gives.

    Raises KeyError and IndexError as `engine.explain.place.at`.
    """
    return finish(nudging(done, tensor, cell, epsilon))


def nudging(done: Trace, tensor: str, cell: Cell, epsilon: float) -> Pausing[Nudge]:
    """`nudge`, with pauses."""
    at(done.program, tensor, cell)
    with moving(done) as now:
        return (yield from _nudge(done, now, tensor, cell, epsilon))


def _nudge(done: Trace, now: Moved, tensor: str, cell: Cell, epsilon: float) -> Pausing[Nudge]:
    value, before = now.value(tensor, cell), now.loss(tensor)
    gradients = done[f"d_{tensor}"]
    gradient = float(gradients[cell])
    yield

    def move(by: float) -> tuple[float, float, float, Pieces]:
        """How far the cell moved, E, ΔE, and the pieces that cells are on."""
        after, pieces = now(tensor, cell, by)
        return float(now[tensor][cell]) - value, after.real, after.real - before, pieces

    half, _, half_change, _ = move(epsilon / 2)
    yield
    moved, after, change, pieces = move(epsilon)
    changes = _changes(now, tensor, change)
    yield
    unsure = now.rounding.get(beside := now.beside(tensor))
    if unsure is None:
        unsure = now.rounding[beside] = uncertainty(done, tensor)
    if now.proven is None or now.proven[0] != (tensor, cell):
        slope = central(now, tensor, cell, unsure, (gradient, float(np.abs(gradients).max())))
        near = _leaves(done, tensor, value, NEAR)
        now.proven = (tensor, cell), None if near else slope.agrees
    return Nudge(
        tensor, cell, epsilon, value, moved, gradient, after, change,
        8 * (half_change - gradient * half) - (change - gradient * moved),
        unsure + EPSILON * (abs(before) + abs(after)),
        changed(pieces, now.still),
        _leaves(done, tensor, value + moved, 0.0),
        now.proven[1],
        changes,
    )  # fmt: skip


def _changes(now: Moved, tensor: str, change: float) -> tuple[Change, ...]:
    deltas, found = now.vector - now.before, []
    sizes = np.abs(deltas)
    for name in (tensor, *now.follows(tensor)):
        of = now.program.tensors[name]
        part = slice(of.offset, of.offset + of.size)
        count = int(np.count_nonzero(deltas[part]))
        if count and name != "E":
            largest = int(sizes[part].argmax())
            cell, delta = unravelled(largest, of.shape), deltas[part]
            found.append(Change(name, count, float(delta[largest]), cell, delta.reshape(of.shape)))
    if change:
        found.append(Change("E", 1, change, (), np.array(change)))
    return tuple(found)


def _leaves(done: Trace, tensor: str, value: float, margin: float) -> bool:
    """Whether an output of the network is where its loss ends, or so near."""
    program = done.program
    if tensor != output(program):
        return False
    low, high = next(op for op in program.ops if isinstance(op, LossOp)).domain
    return not low + margin <= value <= high - margin
