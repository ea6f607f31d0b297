"""Mish: z times the hyperbolic tangent of its softplus. Smooth, with a dip below zero."""

from dataclasses import dataclass

import numpy as np

from engine.families.activation import Elementwise
from engine.op import Array
from engine.rule import rule


@dataclass(frozen=True)
class Mish(Elementwise):
    """a = z tanh(ln(1 + eᶻ)) (Misra 2019).

    With w = e^(−|z|), which never overflows, the tangent is (w² + 2w) / (w² + 2w + 2) on the left
    and (1 + 2w) / (1 + 2w + 2w²) on the right.
    """

    phi = r"\mathrm{Mish}"
    range = (-0.3089, np.inf)
    """Its least value is −0.30884, at z = −1.19246."""
    steepest = 1.0888
    """At z = 1.49066: 1.08875."""

    @rule("z * tanh(log(1 + exp(z)))")
    def a(self, out: Array, z: Array) -> None:
        right = z.real > 0
        w = np.exp(np.where(right, -z, z))
        top = np.where(right, 1 + 2 * w, w * (w + 2))
        np.multiply(z, top / (top + np.where(right, 2 * w * w, 2.0)), out=out)

    @rule(
        "tanh(log(1 + exp(z))) + z * (1 - tanh(log(1 + exp(z))) ** 2) / (1 + exp(-z))",
        r"\tanh \zeta(<z>) + <z> \odot \sigma(<z>) \odot \left(1 - \tanh^{2} \zeta(<z>)\right)",
    )
    def s(self, out: Array, z: Array) -> None:
        right = z.real > 0
        w = np.exp(np.where(right, -z, z))
        top = np.where(right, 1 + 2 * w, w * (w + 2))
        whole = top + np.where(right, 2 * w * w, 2.0)
        bend = 4 * w * (1 + w) * np.where(right, w, 1.0) / (whole * whole)
        np.add(top / whole, z * bend, out=out)
