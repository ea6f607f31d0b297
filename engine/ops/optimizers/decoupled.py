"""Decoupled weight decay: weights shrink by a fixed share before the optimizer moves them."""

from dataclasses import dataclass

import numpy as np

from engine.families.penalty import PenaltyOp
from engine.op import Array
from engine.roles import Role
from engine.rule import rule


@dataclass(frozen=True)
class Decoupled(PenaltyOp):
    """u = (1 − η λ) w, which the optimizer then takes for w (Loshchilov and Hutter 2019).

    With sgd it equals L2; with a gradient that is rescaled, as in Adam, it does not: adam with
    it is adamw.
    """

    roles = {"w": Role("input"), "u": Role("output", "u")}

    @rule("(1 - eta * strength) * w")
    def u(self, out: Array, eta: Array, w: Array) -> None:
        np.multiply(w, 1 - eta * self.strength, out=out)
