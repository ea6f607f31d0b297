"""The chain rule loses a link: delta of a hidden layer without the slope of its activation."""

from engine.bugs.bug import Bug, Site, Wrong
from engine.bugs.slopes import bends, passed_on


class HiddenSlopeForgotten(Bug):
    """δ = ∂E/∂a in hidden layers, without φ′(z)."""

    needs = "a hidden layer with a bent activation"

    def replace(self, at: Site) -> Wrong | None:
        return passed_on(at) if bends(at) and not at.at_output else None
