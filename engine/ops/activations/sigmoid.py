"""Sigmoid: the logistic function. Its slope is at most ¼, so gradients shrink layer by layer."""

from dataclasses import dataclass

import numpy as np

from engine.families.activation import Elementwise
from engine.op import Array
from engine.rule import rule


@dataclass(frozen=True)
class Sigmoid(Elementwise):
    """a = 1 / (1 + e⁻ᶻ), slope a (1 − a) (Rumelhart, Hinton and Williams 1986).

    z is held above −600, so that no a becomes 0 and the logarithm of a loss stays finite. From
    z = 37 on a is 1 and the slope 0, as float64 has it; where a loss needs 1 − a, it takes z.
    """

    phi = r"\sigma"
    range = (0.0, 1.0)
    steepest = 0.25

    @rule("1 / (1 + exp(-z))")
    def a(self, out: Array, z: Array) -> None:
        np.maximum(z, -600.0, out=out)
        np.negative(out, out=out)
        np.exp(out, out=out)
        np.add(out, 1.0, out=out)
        np.reciprocal(out, out=out)

    @rule("a * (1 - a)", r"<a> \odot (1 - <a>)")
    def s(self, out: Array, a: Array) -> None:
        np.subtract(1.0, a, out=out)
        np.multiply(out, a, out=out)
