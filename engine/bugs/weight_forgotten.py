"""The error goes back as it is: the weight that it passes on its way is left out."""

import numpy as np

from engine.bugs.bug import Bug, Site, Wrong
from engine.op import Array
from engine.ops.layers.dense import Dense


class WeightForgotten(Bug):
    """∂E/∂a = Σ δ instead of Σ w δ."""

    needs = "a hidden layer before a dense one"

    def replace(self, at: Site) -> Wrong | None:
        if at.phase != "backward" or not isinstance(at.op, Dense) or not at.gives_input_gradient:
            return None
        return at.with_rule("sum(d_z)", _sum, ("d_z",))


def _sum(out: Array, d_z: Array) -> None:
    out[...] = np.sum(d_z, axis=1, keepdims=True)
