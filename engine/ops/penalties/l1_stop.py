"""L1 that stops at zero: a weight that the penalty carries over zero is 0 from then on."""

from dataclasses import dataclass

import numpy as np

from engine.families.penalty import PenaltyOp
from engine.op import Array
from engine.roles import Role
from engine.rule import rule
from engine.settings import choice


@dataclass(frozen=True)
class L1Stop(PenaltyOp):
    """After the step of the data, which brings w to u: r = u − η λ sgn w, with sgn 0 = 0. Where r
    has the other sign than u, w′ is 0 and stays 0 for good (q = 1); elsewhere w′ = r.

    Steps that would cross zero are clipped there, as in Tsuruoka, Tsujii and Ananiadou 2009; that
    a weight never comes back is TensorFlow Playground's own rule.
    """

    on: str = choice("weights", "all")
    roles = {
        "moved": Role("input"),
        "pulled": Role("statistic", "r"),
        "w_new": Role("output"),
        "dead": Role("state", "q"),
    }

    @rule("moved - eta * strength * sign(w)")
    def pulled(self, out: Array, moved: Array, eta: Array, w: Array) -> None:
        np.sign(w, out=out)
        np.multiply(out, eta * self.strength, out=out)
        np.subtract(moved, out, out=out)

    @rule("pulled * (moved * pulled >= 0) * (1 - dead)")
    def w_new(self, out: Array, pulled: Array, moved: Array, dead: Array) -> None:
        np.multiply(moved, pulled, out=out)
        np.greater_equal(out, 0.0, out=out)
        np.multiply(out, pulled, out=out)
        np.multiply(out, 1.0 - dead, out=out)
        np.add(out, 0.0, out=out)  # 0, and not −0

    @rule("max(dead, moved * pulled < 0)")
    def dead_new(self, out: Array, dead: Array, moved: Array, pulled: Array) -> None:
        np.multiply(moved, pulled, out=out)
        np.less(out, 0.0, out=out)
        np.maximum(out, dead, out=out)
