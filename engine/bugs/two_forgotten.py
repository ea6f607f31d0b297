"""A square is differentiated without its 2."""

from engine.bugs.bug import RESULT, Bug, Site, Wrong
from engine.families.loss import SquaredError
from engine.ops.losses.half_sse import HalfSse


class TwoForgotten(Bug):
    """∂E/∂a = a − y where the loss has no ½ that would cancel the 2."""

    turn = RESULT
    needs = "a squared error without a ½, sse or mse"

    def replace(self, at: Site) -> Wrong | None:
        squared = isinstance(at.op, SquaredError) and not isinstance(at.op, HalfSse)
        return at.scaled(0.5) if squared and at.rule.writes == "d_a" else None
