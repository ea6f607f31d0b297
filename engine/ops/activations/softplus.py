"""Softplus: a ReLU without the kink. Its slope is the logistic function."""

from dataclasses import dataclass

import numpy as np

from engine.families.activation import Elementwise
from engine.op import Array
from engine.rule import rule


@dataclass(frozen=True)
class Softplus(Elementwise):
    """a = ln(1 + eᶻ), slope 1 / (1 + e⁻ᶻ) (Dugas et al. 2001)."""

    phi = r"\mathrm{softplus}"
    range = (0.0, np.inf)
    steepest = 1.0

    @rule("log(1 + exp(z))")
    def a(self, out: Array, z: Array) -> None:
        # Beyond 40, ln(1 + eᶻ) is z to the last bit; the split keeps eᶻ finite.
        np.minimum(z, 40.0, out=out)
        rest = z - out
        np.exp(out, out=out)
        np.log1p(out, out=out)
        np.add(out, rest, out=out)

    @rule("1 / (1 + exp(-z))")
    def s(self, out: Array, z: Array) -> None:
        np.maximum(z, -700.0, out=out)  # below, e⁻ᶻ would overflow
        np.negative(out, out=out)
        np.exp(out, out=out)
        np.add(out, 1.0, out=out)
        np.reciprocal(out, out=out)
