"""L1: every weight is drawn towards zero equally, so that small ones arrive there."""

from dataclasses import dataclass

import numpy as np

from engine.families.penalty import PenaltyOp
from engine.op import Array
from engine.roles import Role
from engine.rule import rule


@dataclass(frozen=True)
class L1(PenaltyOp):
    """g = ∂E/∂w + λ sgn w: the gradient of E + λ Σ |w|, with sgn 0 = 0 (Tibshirani 1996)."""

    kind = "l1"
    roles = {"d_w": Role("input"), "g": Role("output", "g")}

    @rule("d_w + strength * sign(w)")
    def g(self, out: Array, d_w: Array, w: Array) -> None:
        np.sign(w, out=out)
        np.multiply(out, self.strength, out=out)
        np.add(d_w, out, out=out)
