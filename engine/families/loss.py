"""What every loss is: a sum over outputs and examples, with its reduction over the batch."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.formula import Constant
from engine.op import Array, Op, Shape
from engine.roles import Role
from engine.rule import rule
from engine.settings import choice

TINY = 1e-300
"""Smallest a in a logarithm or a division of a loss: keeps ln 0 and y / 0 finite."""

LEAST = 2.0**-53
"""The same for 1 − a: what lies between 1 and the next smaller float64."""


@dataclass(frozen=True)
class LossOp(Op):
    """a, y → E. `reduction` sums the examples' losses or takes their mean.

    In formulas c is the factor before the sum of E, and g the factor before ∂E/∂a.
    """

    reduction: str = choice("sum", "mean")
    family = "loss"
    layout_free = True
    roles = {
        "a": Role("input", "a@", end="from"),
        "y": Role("target", "y@", end="from"),
        "E": Role("output", "E", "E", batched=False),
    }
    wiring = "sum"
    domain: ClassVar[tuple[float, float]] = (-np.inf, np.inf)
    """Where outputs and targets must lie."""
    targets: ClassVar[tuple[float, float] | None] = None
    """Where targets must lie, if not where outputs must."""
    share: ClassVar[tuple[int, bool]] = (1, False)
    """Divisor of the sum: a number, and whether the number of outputs n divides it too."""
    power: ClassVar[int] = 1
    """What differentiation puts in front: 2 for a square, 1 for a logarithm."""
    suited: ClassVar[str | None] = None
    """Kind of the activation that gives what it needs; None: any does."""
    beside: ClassVar[tuple[str, ...]] = ()
    """Roles of the activation before it that its rules read too, to keep more digits. The way back
    leads through a alone."""

    def paired(self, activation: Op | None) -> "tuple[Op | None, LossOp]":
        """What is computed for the activation before it and for itself: the two of them, or what
        stands in their places because together they keep more digits."""
        return activation, self

    def shapes(self, x: Shape) -> dict[str, Shape]:
        return {"y": x, "E": ()}

    def constants(self, sizes: Mapping[str, int]) -> dict[str, Constant]:
        number, by_outputs = self.share
        symbols = ("n" if by_outputs else "") + ("N" if self.reduction == "mean" else "")
        size = float(np.prod([sizes[s] for s in symbols]))
        return super().constants(sizes) | {
            "c": _fraction(1, number, symbols, size),
            "g": _fraction(self.power, number, symbols, size),
        }

    @classmethod
    def target_range(cls) -> tuple[float, float]:
        """Smallest and largest target it takes."""
        return cls.domain if cls.targets is None else cls.targets

    def scale(self, a: Array, factor: float = 1.0) -> float:
        """`factor` over the divisor of the loss, for outputs a of shape (N, …)."""
        number, by_outputs = self.share
        outputs = a[0].size if by_outputs else 1
        examples = len(a) if self.reduction == "mean" else 1
        return factor / (number * outputs * examples)


class SquaredError(LossOp):
    """c Σ (a − y)²: a subclass gives the divisor."""

    power = 2

    @rule("c * sum((a - y) ** 2)")
    def E(self, out: Array, a: Array, y: Array) -> None:
        out[...] = np.sum((a - y) ** 2) * self.scale(a)

    @rule("g * (a - y)")
    def d_a(self, out: Array, a: Array, y: Array) -> None:
        np.subtract(a, y, out=out)
        np.multiply(out, self.scale(a, 2.0), out=out)


def _fraction(top: int, number: int, symbols: str, size: float) -> Constant:
    value = top / (number * size)
    if top == number and symbols:
        top = number = 1
    elif not symbols and value.is_integer():
        return Constant(f"{value:g}", value, literal=True)
    below = ("" if number == 1 and symbols else str(number)) + symbols
    return Constant(rf"\tfrac{{{top}}}{{{below}}}", value, literal=not symbols)
