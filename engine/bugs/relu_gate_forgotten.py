"""ReLU is open on the way back for those that were shut on the way forward."""

from engine.bugs.bug import Bug, Site, Wrong
from engine.bugs.slopes import bends, passed_on
from engine.ops.activations.relu import Relu


class ReluGateForgotten(Bug):
    """δ = ∂E/∂a behind a ReLU, also where z < 0 and nothing went through."""

    needs = "a ReLU"

    def replace(self, at: Site) -> Wrong | None:
        return passed_on(at) if bends(at) and isinstance(at.op, Relu) else None
