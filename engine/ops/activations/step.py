"""Step: Rosenblatt's all-or-none unit. Its slope is zero wherever it exists: nothing learns."""

from dataclasses import dataclass

import numpy as np

from engine.families.activation import Elementwise
from engine.op import Array
from engine.rule import rule


@dataclass(frozen=True)
class Step(Elementwise):
    """a = 1 where z > 0, else 0; slope 0 (at the jump there is none; 0 is used)."""

    phi = r"\mathrm{step}"
    range = (0.0, 1.0)
    steepest = 0.0
    kinks = (0.0,)

    @rule("z > 0")
    def a(self, out: Array, z: Array) -> None:
        np.greater(z, 0.0, out=out)

    @rule("0")
    def s(self, out: Array) -> None:
        out.fill(0.0)
