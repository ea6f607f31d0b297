"""W δ instead of Wᵀ δ: rows are taken for columns, and with as many of both nobody notices."""

import numpy as np

from engine.bugs.bug import Bug, Site, Wrong
from engine.op import Array
from engine.ops.layers.dense import Dense
from engine.rule import Rule


class WeightsNotTransposed(Bug):
    """The way back uses the weights as the way forward does: the sum of a row, not of a column."""

    needs = "a hidden layer before a dense one with as many neurons as inputs"

    def replace(self, at: Site) -> Wrong | None:
        square = isinstance(at.op, Dense) and at.shape("x") == at.shape("z") != (1,)
        if at.phase != "backward" or not square or not at.gives_input_gradient:
            return None
        rule = Rule("z", ("W", "x"), "sum(W * x)", "<W> <x>")  # its formula runs along the row
        return Wrong(rule, _forward, {"W": at.reads["W"], "x": at.reads["d_z"]})


def _forward(out: Array, W: Array, x: Array) -> None:
    np.dot(x, W.T, out=out)
