"""What becomes of the error signal on its way back: each layer's part as an exact factor.

From one layer's δ to the one before it the signal goes through the weights and through the slope
of the activation. What each did to its size is a ratio of two norms that the trace holds, so the
factors telescope: their product is ‖δ₁‖ / ‖δ_L‖. A slope is never above the steepest place of its
curve, ¼ for the logistic function; L of them leave at most (¼)ᴸ of what the weights pass on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from typing import Literal

import numpy as np

from engine import Program, Trace
from engine.families.activation import ActivationOp
from engine.op import Op

Cause = Literal["weights", "slope", "other"]


class NoLedger(ValueError):
    """There is no single way back to tell of; the text says why."""


@dataclass(frozen=True)
class Factor:
    """What one op did to the size of the signal: ‖∂E/∂input‖ / ‖∂E/∂output‖ over the batch."""

    layer: int
    cause: Cause
    before: str
    """Name of the gradient that came to the op."""
    after: str
    """Name of the gradient that it passed on."""
    value: float
    bound: float | None
    """The most it can be: of a slope, that of the steepest place of its curve."""


@dataclass(frozen=True)
class Ledger:
    """All factors from the last layer's δ back to the first's, in the order of the way back."""

    factors: tuple[Factor, ...]
    ratio: float
    """‖δ₁‖ / ‖δ_L‖ as the trace holds it."""

    @property
    def product(self) -> float:
        """Of all factors."""
        return prod(f.value for f in self.factors)

    @property
    def killer(self) -> Factor:
        """The factor that took most away."""
        return min(self.factors, key=lambda f: f.value)

    def total(self, cause: Cause) -> float:
        """Product of the factors of one cause."""
        return prod(f.value for f in self.factors if f.cause == cause)

    @property
    def bound(self) -> float | None:
        """The most that all slopes together let through; None where one of them has no bound."""
        bounds = [f.bound for f in self.factors if f.cause == "slope"]
        return None if None in bounds else prod(b for b in bounds if b is not None)


def ledger(trace: Trace) -> Ledger:
    """The ledger of a trace; raises NoLedger where paths part, or nothing comes back."""
    program = trace.program
    ways = tuple(_way_back(program))
    if len(ways) < 2:
        raise NoLedger("there is one layer alone")
    delta = ways[0][1] if isinstance(program.ops[ways[0][0]], ActivationOp) else ways[0][2]
    if not np.any(trace[f"d_{delta}"]):
        raise NoLedger("the last layer's error signal is zero")
    steps = ways[1:] if delta == ways[0][1] else ways
    factors = tuple(_factor(trace, *step) for step in steps)
    return Ledger(factors, _size(trace, factors[-1].after) / _size(trace, factors[0].before))


def _way_back(program: Program) -> Iterator[tuple[int, str, str]]:
    """Each op from the output back to the first layer's sum: op, its input, its output."""
    loss = program.writer["E"]
    name = loss.reads[program.ops[loss.op].input]
    while True:
        op = program.writer[name].op
        inputs = program.inputs(op)
        source = program.roles[op][inputs[0]]
        if len(inputs) > 1:
            raise NoLedger("paths part and meet in this network")
        if program.tensors[source].kind == "input" or f"d_{source}" not in program.tensors:
            return
        yield op, source, name
        name = source


def _factor(trace: Trace, op: int, source: str, output: str) -> Factor:
    acting = trace.program.ops[op]
    before, after = f"d_{output}", f"d_{source}"
    came = _size(trace, before)
    value = _size(trace, after) / came if came else 0.0
    layer = trace.program.writer[output].layer or 0
    return Factor(layer, _cause(acting), before, after, value, getattr(acting, "steepest", None))


def _cause(op: Op) -> Cause:
    if isinstance(op, ActivationOp):
        return "slope"
    return "weights" if any(r.kind == "weight" for r in op.roles.values()) else "other"


def _size(trace: Trace, name: str) -> float:
    return float(np.linalg.norm(trace[name]))
