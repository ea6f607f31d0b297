"""GELU: lets z through by the share of a Gaussian that lies below it. A ReLU with a soft bend."""

import math
from dataclasses import dataclass

import numpy as np

from engine.families.activation import Elementwise
from engine.numeric.erfc import erfc
from engine.op import Array
from engine.rule import rule


@dataclass(frozen=True)
class Gelu(Elementwise):
    """a = z Φ(z), slope Φ(z) + z φ(z), with Φ the normal distribution (Hendrycks, Gimpel 2016).

    Exact, by the error function, as torch.nn.GELU(); not its approximation by tanh.
    """

    phi = r"\mathrm{GELU}"
    range = (-0.17, np.inf)
    """Its least value, at z = −0.7518, is −0.16997."""
    steepest = (1 + math.erf(1)) / 2 + math.exp(-1) / math.sqrt(math.pi)
    """At z = √2."""

    @rule("z * Phi(z)")
    def a(self, out: Array, z: Array) -> None:
        _below(z, out)
        np.multiply(out, z, out=out)

    @rule("Phi(z) + z * exp(-(z ** 2) / 2) / sqrt(2 * pi)")
    def s(self, out: Array, z: Array) -> None:
        _below(z, out)
        bell = np.minimum(np.abs(z), 40.0)  # beyond, e^(−z²/2) is 0 without underflow
        np.exp(-bell * bell / 2, out=bell)
        np.add(out, z * bell / (2 * np.pi) ** 0.5, out=out)


def _below(z: Array, out: Array) -> None:
    """Φ(z) = erfc(−z / √2) / 2, which keeps its digits where 1 + erf(z / √2) has none left."""
    erfc(z * -(0.5**0.5), out)
    np.multiply(out, 0.5, out=out)
