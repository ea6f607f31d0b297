"""ReLU: passes what is positive. Its slope is 1 there, so gradients do not shrink."""

from dataclasses import dataclass

import numpy as np

from engine.families.activation import Elementwise
from engine.op import Array
from engine.rule import rule


@dataclass(frozen=True)
class Relu(Elementwise):
    """a = max(0, z); slope 1 where z > 0, else 0 (at the kink too, as is usual).

    Nair and Hinton 2010.
    """

    phi = r"\mathrm{ReLU}"
    range = (0.0, np.inf)
    steepest = 1.0
    homogeneous = True
    kinks = (0.0,)

    @rule("max(0, z)")
    def a(self, out: Array, z: Array) -> None:
        np.maximum(z, 0.0, out=out)

    @rule("z > 0")
    def s(self, out: Array, z: Array) -> None:
        np.greater(z, 0.0, out=out)
