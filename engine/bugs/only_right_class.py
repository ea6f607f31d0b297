"""Behind a softmax only the output of the right class gets an error."""

import numpy as np

from engine.bugs.bug import Bug, Site, Wrong
from engine.op import Array
from engine.ops.activations.softmax import Softmax


class OnlyRightClass(Bug):
    """Of the Jacobian of a softmax the diagonal alone is used: δ = ∂E/∂a · a (1 − a)."""

    needs = "a softmax"

    def replace(self, at: Site) -> Wrong | None:
        if not isinstance(at.op, Softmax) or at.rule.writes != "d_z":
            return None
        return at.with_rule("d_a * a * (1 - a)", _diagonal, ("d_a", "a"))


def _diagonal(out: Array, d_a: Array, a: Array) -> None:
    np.multiply(d_a, a * (1.0 - a), out=out)
