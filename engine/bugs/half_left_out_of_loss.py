"""The loss is written down without its ½, while its gradient is that of the loss with it."""

from engine.bugs.bug import RESULT, Bug, Site, Wrong
from engine.ops.losses.half_sse import HalfSse


class HalfLeftOutOfLoss(Bug):
    """E = Σ (a − y)² and ∂E/∂a = a − y, which do not fit each other."""

    phase = "loss"
    turn = RESULT
    needs = "the loss half_sse"

    def replace(self, at: Site) -> Wrong | None:
        told = isinstance(at.op, HalfSse) and at.rule.writes == "E"
        return at.scaled(2.0) if told else None
