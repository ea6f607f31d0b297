"""The gradient is added where it has to be subtracted."""

import numpy as np

from engine.bugs.bug import RESULT, Bug, Site, Wrong
from engine.bugs.steps import turned


class StepUphill(Bug):
    """The step of w goes along the gradient: w′ = w + η ∂E/∂w."""

    phase = "update"
    turn = RESULT
    needs = "a parameter that is trained"

    def replace(self, at: Site) -> Wrong | None:
        return turned(at, "2 * w - {}", lambda new, w: np.subtract(2.0 * w, new, out=new))
