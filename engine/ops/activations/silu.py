"""SiLU, also called swish: z times its own sigmoid. A ReLU that dips below zero on its way."""

from dataclasses import dataclass

import numpy as np

from engine.families.activation import Elementwise
from engine.op import Array
from engine.rule import rule


@dataclass(frozen=True)
class Silu(Elementwise):
    """a = z / (1 + e⁻ᶻ), slope σ(z) + a (1 − σ(z)) (Elfwing, Uchibe and Doya 2018)."""

    phi = r"\mathrm{SiLU}"
    range = (-0.2785, np.inf)
    """Its least value is −W(1/e) = −0.27846, with Lambert's W."""
    steepest = 1.0998394
    """At z = 2.3994, where 2 + z (1 − 2 σ(z)) = 0: 1.09983932."""

    @rule("z / (1 + exp(-z))")
    def a(self, out: Array, z: Array) -> None:
        np.maximum(z, -700.0, out=out)  # below, e⁻ᶻ would overflow
        np.negative(out, out=out)
        np.exp(out, out=out)
        np.add(out, 1.0, out=out)
        np.divide(z, out, out=out)

    @rule("(1 + a * exp(-z)) / (1 + exp(-z))")
    def s(self, out: Array, a: Array, z: Array) -> None:
        np.maximum(z, -700.0, out=out)
        np.negative(out, out=out)
        np.exp(out, out=out)
        below = out + 1.0
        np.multiply(out, a, out=out)
        np.add(out, 1.0, out=out)
        np.divide(out, below, out=out)
