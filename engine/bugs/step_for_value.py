"""The step is taken for the new value: what the parameter was before is left out."""

import numpy as np

from engine.bugs.bug import RESULT, Bug, Site, Wrong
from engine.bugs.steps import turned


class StepForValue(Bug):
    """w′ is the change alone, −η ∂E/∂w."""

    phase = "update"
    turn = RESULT
    needs = "a parameter that is trained"

    def replace(self, at: Site) -> Wrong | None:
        return turned(at, "{} - w", lambda new, w: np.subtract(new, w, out=new))
