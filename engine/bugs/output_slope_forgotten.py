"""The error is taken for the delta of the output: the slope of the last activation is left out."""

from engine.bugs.bug import Bug, Site, Wrong
from engine.bugs.slopes import bends, passed_on


class OutputSlopeForgotten(Bug):
    """δ = ∂E/∂a at the output, without φ′(z), of a softmax without its Jacobian."""

    needs = "an output with a bent activation"

    def replace(self, at: Site) -> Wrong | None:
        return passed_on(at) if bends(at) and at.at_output else None
