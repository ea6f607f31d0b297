"""Identity: a linear neuron. A network of these alone is one linear map."""

from dataclasses import dataclass

import numpy as np

from engine.families.activation import Elementwise
from engine.op import Array
from engine.rule import rule


@dataclass(frozen=True)
class Identity(Elementwise):
    """a = z, slope 1."""

    phi = r"\mathrm{id}"
    steepest = 1.0
    homogeneous = True

    @rule("z")
    def a(self, out: Array, z: Array) -> None:
        np.copyto(out, z)

    @rule("1")
    def s(self, out: Array) -> None:
        out.fill(1.0)
