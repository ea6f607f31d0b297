"""Tanh: a logistic curve between −1 and 1, with slope 1 in the middle."""

from dataclasses import dataclass

import numpy as np

from engine.families.activation import Elementwise
from engine.op import Array
from engine.rule import rule


@dataclass(frozen=True)
class Tanh(Elementwise):
    """a = tanh z, slope 1 − a²."""

    phi = r"\tanh"
    range = (-1.0, 1.0)
    steepest = 1.0

    @rule("tanh(z)")
    def a(self, out: Array, z: Array) -> None:
        np.tanh(z, out=out)

    @rule("1 - a ** 2")
    def s(self, out: Array, a: Array) -> None:
        np.multiply(a, a, out=out)
        np.subtract(1.0, out, out=out)
