"""A gradient is a sum over examples and places, and their mean is taken."""

from math import prod

from engine.bugs.bug import RESULT, Bug, Site, Wrong
from engine.bugs.sums import terms
from engine.families.loss import LossOp
from engine.ops.layers.conv2d import Conv2d
from engine.ops.layers.dense import Dense


class MeanForSum(Bug):
    """∂E/∂W and ∂E/∂b are divided by the number of the terms that are added up."""

    turn = RESULT
    needs = "a gradient of weights that several examples or places add up to"

    def replace(self, at: Site) -> Wrong | None:
        if isinstance(at.op, LossOp) or at.rule.writes not in ("d_W", "d_b"):
            return None
        if not isinstance(at.op, Dense | Conv2d) or not terms(at, examples=True):
            return None
        return at.scaled(1 / (at.batch * prod(at.shape("z")[1:])))
