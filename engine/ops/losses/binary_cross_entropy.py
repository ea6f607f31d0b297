"""Binary cross-entropy: every output is a probability of its own, as after a sigmoid."""

from dataclasses import dataclass

import numpy as np

from engine.families.loss import LEAST, TINY, LossOp
from engine.op import Array, Op
from engine.ops.activations.sigmoid import Sigmoid
from engine.roles import Role
from engine.rule import rule

FAR = 700.0
"""Beyond it e to the power of z would leave float64; z is held there where that is needed."""


@dataclass(frozen=True)
class BinaryCrossEntropy(LossOp):
    """E = −Σ (y ln a + (1 − y) ln(1 − a)), ∂E/∂a = (a − y) / (a (1 − a)).

    Differs from PyTorch's BCELoss in that outputs are summed, never averaged. Behind a sigmoid it
    is computed from z, as BCEWithLogitsLoss is.
    """

    domain = (0.0, 1.0)
    suited = "sigmoid"

    @rule("-(c * sum(y * log(a) + (1 - y) * log(1 - a)))")
    def E(self, out: Array, a: Array, y: Array) -> None:
        on, off = np.log(np.maximum(a, TINY)), np.log(np.maximum(1.0 - a, LEAST))
        out[...] = -np.sum(y * on + (1.0 - y) * off) * self.scale(a)

    @rule("g * (a - y) / (a * (1 - a))")
    def d_a(self, out: Array, a: Array, y: Array) -> None:
        np.subtract(a, y, out=out)
        np.divide(out, np.maximum(a, TINY) * np.maximum(1.0 - a, LEAST), out=out)
        np.multiply(out, self.scale(a), out=out)

    def paired(self, activation: Op | None) -> tuple[Op | None, LossOp]:
        """Behind a sigmoid both are computed from z."""
        exact = type(activation) is Sigmoid
        return (SigmoidOfLogit(), OfLogits(self.reduction)) if exact else (activation, self)


@dataclass(frozen=True)
class SigmoidOfLogit(Sigmoid):
    """The sigmoid before a binary cross-entropy: as far out as a becomes 1, a (1 − a) keeps its
    digits, for it is σ(z) σ(−z)."""

    kind = "sigmoid"
    offered = False

    @rule("1 / (1 + exp(-z))")
    def a(self, out: Array, z: Array) -> None:
        np.maximum(z, -FAR, out=out)
        np.negative(out, out=out)
        np.exp(out, out=out)
        np.add(out, 1.0, out=out)
        np.reciprocal(out, out=out)

    @rule("a * (1 - a)", r"<a> \odot (1 - <a>)")
    def s(self, out: Array, a: Array, z: Array) -> None:
        np.minimum(z, FAR, out=out)
        np.exp(out, out=out)
        np.add(out, 1.0, out=out)
        np.divide(a, out, out=out)


@dataclass(frozen=True)
class OfLogits(BinaryCrossEntropy):
    """The same loss from z: ln a = −ln(1 + e⁻ᶻ) and ln(1 − a) = −ln(1 + eᶻ), so that equal mistakes
    cost the same and no digit of a small loss is lost."""

    kind = "binary_cross_entropy"
    offered = False
    roles = {"z": Role("input", "z@", end="from")}
    beside = ("z",)

    @rule("-(c * sum(y * log(a) + (1 - y) * log(1 - a)))")
    def E(self, out: Array, a: Array, y: Array, z: Array) -> None:
        out[...] = np.sum(y * _softplus(-z) + (1.0 - y) * _softplus(z)) * self.scale(z)

    @rule("g * (a - y) / (a * (1 - a))")
    def d_a(self, out: Array, a: Array, y: Array, z: Array) -> None:
        held = np.clip(z, -FAR, FAR)
        np.multiply(1.0 - y, 1.0 + np.exp(held), out=out)
        np.subtract(out, y * (1.0 + np.exp(-held)), out=out)
        np.multiply(out, self.scale(z), out=out)


def _softplus(z: Array) -> Array:
    """ln(1 + eᶻ); where z is large it is z, and the small rest keeps its digits."""
    large = np.where(z.real > 0, z, 0.0)
    small = np.log1p(np.exp(np.where(z.real > 0, -z, z)))
    total: Array = large + small
    return total
