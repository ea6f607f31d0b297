"""L2: every weight is drawn towards zero, a large one more."""

from dataclasses import dataclass

import numpy as np

from engine.families.penalty import PenaltyOp
from engine.op import Array
from engine.roles import Role
from engine.rule import rule


@dataclass(frozen=True)
class L2(PenaltyOp):
    """g = ∂E/∂w + λ w: the gradient of E + ½ λ Σ w² (Hoerl and Kennard 1970).

    As weight_decay of PyTorch's SGD, Adagrad, RMSprop and Adam.
    """

    kind = "l2"
    roles = {"d_w": Role("input"), "g": Role("output", "g")}

    @rule("d_w + strength * w")
    def g(self, out: Array, d_w: Array, w: Array) -> None:
        np.multiply(w, self.strength, out=out)
        np.add(d_w, out, out=out)
