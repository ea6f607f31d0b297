"""The loss is a mean, its gradient is added up: as many times too large as there are examples."""

from engine.bugs.bug import RESULT, Bug, Site, Wrong
from engine.families.loss import LossOp


class SumForMean(Bug):
    """∂E/∂a without the 1/N of the mean over examples."""

    turn = RESULT
    needs = "a loss with the mean over several examples"

    def replace(self, at: Site) -> Wrong | None:
        if not isinstance(at.op, LossOp) or at.op.reduction != "mean" or at.batch == 1:
            return None
        return at.scaled(float(at.batch)) if at.rule.writes == "d_a" else None
