"""GELU: lets z through by the share of a Gaussian that lies below it. A ReLU with a soft bend."""

import math
from dataclasses import dataclass

import numpy as np

from engine.erf import erf
from engine.op import Array, Elementwise, rule


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

    @rule("z * (1 + erf(z / sqrt(2))) / 2")
    def a(self, out: Array, z: Array) -> None:
        erf(z * 0.5**0.5, out)
        np.add(out, 1.0, out=out)
        np.multiply(out, z, out=out)
        np.multiply(out, 0.5, out=out)

    @rule("(1 + erf(z / sqrt(2))) / 2 + z * exp(-(z ** 2) / 2) / sqrt(2 * pi)")
    def s(self, out: Array, z: Array) -> None:
        erf(z * 0.5**0.5, out)
        np.add(out, 1.0, out=out)
        np.multiply(out, 0.5, out=out)
        bell = np.minimum(np.abs(z), 40.0)  # beyond, e^(−z²/2) is 0 without underflow
        np.exp(-bell * bell / 2, out=bell)
        np.add(out, z * bell / (2 * np.pi) ** 0.5, out=out)
