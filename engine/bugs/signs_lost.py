"""Along each path only the size is counted, so that nothing can cancel."""

import numpy as np

from engine.bugs.bug import Bug, Site, Wrong
from engine.op import Array
from engine.ops.layers.dense import Dense


class SignsLost(Bug):
    """∂E/∂a = Σ |w δ| instead of Σ w δ."""

    needs = "a hidden layer before a dense one"

    def replace(self, at: Site) -> Wrong | None:
        if at.phase != "backward" or not isinstance(at.op, Dense) or not at.gives_input_gradient:
            return None
        return at.with_rule("sum(abs(W * d_z))", _sizes, ("W", "d_z"))


def _sizes(out: Array, W: Array, d_z: Array) -> None:
    np.dot(np.abs(d_z), np.abs(W), out=out)
