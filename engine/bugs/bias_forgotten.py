"""The weighted sum is taken without the bias."""

import numpy as np

from engine.bugs.bug import Bug, Site, Wrong
from engine.op import Array
from engine.ops.layers.dense import Dense


class BiasForgotten(Bug):
    """z = W x."""

    phase = "forward"
    needs = "a dense layer"

    def replace(self, at: Site) -> Wrong | None:
        if not isinstance(at.op, Dense) or at.rule.writes != "z":
            return None
        return at.with_rule("sum(W * x)", _sum, ("x", "W"), "<W> <x>")


def _sum(out: Array, x: Array, W: Array) -> None:
    np.dot(x, W.T, out=out)
