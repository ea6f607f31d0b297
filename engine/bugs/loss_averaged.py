"""The loss is divided by the number of outputs, its gradient is not."""

from math import prod

from engine.bugs.bug import RESULT, Bug, Site, Wrong
from engine.families.loss import LossOp


class LossAveraged(Bug):
    """E is the mean over the outputs where it should be their sum."""

    phase = "loss"
    turn = RESULT
    needs = "a loss that adds up several outputs"

    def replace(self, at: Site) -> Wrong | None:
        if not isinstance(at.op, LossOp) or at.op.share[1] or at.rule.writes != "E":
            return None
        outputs = prod(at.shape("a"))
        return at.scaled(1 / outputs) if outputs > 1 else None
