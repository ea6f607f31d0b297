"""The loss has a ½ to cancel the 2 of the square, and the gradient keeps the 2 all the same."""

from engine.bugs.bug import RESULT, Bug, Site, Wrong
from engine.ops.losses.half_sse import HalfSse


class TwoNotCancelled(Bug):
    """∂E/∂a = 2 (a − y) where the loss, with its ½, gives a − y."""

    turn = RESULT
    needs = "the loss half_sse"

    def replace(self, at: Site) -> Wrong | None:
        told = isinstance(at.op, HalfSse) and at.rule.writes == "d_a"
        return at.scaled(2.0) if told else None
