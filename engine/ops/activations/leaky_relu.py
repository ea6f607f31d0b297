"""Leaky ReLU: what is negative is let through a little, so no neuron dies."""

from dataclasses import dataclass

import numpy as np

from engine.families.activation import Elementwise
from engine.op import Array
from engine.rule import rule
from engine.settings import bounded


@dataclass(frozen=True)
class LeakyRelu(Elementwise):
    """a = z where z > 0, else α z; slope 1 or α (α at the kink) (Maas, Hannun and Ng 2013)."""

    alpha: float = bounded(0.01, low=0.0, high=1.0)
    phi = r"\mathrm{LReLU}"
    steepest = 1.0
    homogeneous = True
    kinks = (0.0,)

    @rule("max(0, z) + alpha * min(0, z)")
    def a(self, out: Array, z: Array) -> None:
        np.multiply(z, self.alpha, out=out)
        np.maximum(z, out, out=out)

    @rule("(z > 0) + alpha * (z <= 0)")
    def s(self, out: Array, z: Array) -> None:
        np.greater(z, 0.0, out=out)
        np.maximum(out, self.alpha, out=out)
