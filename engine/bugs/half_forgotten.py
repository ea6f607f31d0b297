"""The ½ of the loss is forgotten: loss and gradients come out twice as large."""

from engine.bugs.bug import RESULT, Bug, Site, Wrong
from engine.ops.losses.half_sse import HalfSse


class HalfForgotten(Bug):
    """E = Σ (a − y)² and ∂E/∂a = 2 (a − y) where the loss has a ½."""

    phase = "loss"
    turn = RESULT
    needs = "the loss half_sse"

    def replace(self, at: Site) -> Wrong | None:
        told = isinstance(at.op, HalfSse) and at.rule.writes in ("E", "d_a")
        return at.scaled(2.0) if told else None
