"""Target minus answer: the error has the other sign, and so has every gradient."""

from engine.bugs.bug import RESULT, Bug, Site, Wrong
from engine.families.loss import LossOp


class SignTurned(Bug):
    """∂E/∂a has the wrong sign, as of y − a: the loss is climbed."""

    turn = RESULT
    needs = "a loss"

    def replace(self, at: Site) -> Wrong | None:
        turned = isinstance(at.op, LossOp) and at.rule.writes == "d_a"
        return at.scaled(-1.0) if turned else None
