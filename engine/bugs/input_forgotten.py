"""Delta is taken for the gradient of the weight: what came in along the wire is left out."""

import numpy as np

from engine.bugs.bug import Bug, Site, Wrong
from engine.op import Array
from engine.ops.layers.dense import Dense


class InputForgotten(Bug):
    """∂E/∂w = δ instead of δ x."""

    needs = "a dense layer"

    def replace(self, at: Site) -> Wrong | None:
        if not isinstance(at.op, Dense) or at.rule.writes != "d_W":
            return None
        return at.with_rule("sum(d_z)", _sum, ("d_z",))


def _sum(out: Array, d_z: Array) -> None:
    out[...] = np.sum(d_z, axis=0)[:, None]
