"""ELU: a ReLU whose negative side bends to a floor, so that no neuron dies at once."""

from dataclasses import dataclass

import numpy as np

from engine.families.activation import Elementwise
from engine.op import Array
from engine.rule import rule
from engine.settings import bounded


@dataclass(frozen=True)
class Elu(Elementwise):
    """a = z where z > 0, else α (eᶻ − 1); slope 1 or α eᶻ (Clevert, Unterthiner, Hochreiter 2016).

    α is at most 1, where PyTorch takes any number: so it is never steeper than the identity.
    """

    alpha: float = bounded(1.0, low=0.0, high=1.0)
    phi = r"\mathrm{ELU}"
    range = (-1.0, np.inf)
    steepest = 1.0
    kinks = (0.0,)

    @rule("max(0, z) + alpha * (exp(min(0, z)) - 1)")
    def a(self, out: Array, z: Array) -> None:
        np.minimum(z, 0.0, out=out)
        np.expm1(out, out=out)
        np.multiply(out, self.alpha, out=out)
        np.add(out, np.maximum(z, 0.0), out=out)

    @rule("(z > 0) + alpha * exp(min(0, z)) * (z <= 0)")
    def s(self, out: Array, z: Array) -> None:
        np.minimum(z, 0.0, out=out)
        np.exp(out, out=out)
        np.multiply(out, self.alpha, out=out)
        np.copyto(out, 1.0, where=z > 0)
