"""The step is taken for the new value: what the parameter was before is left out."""

import numpy as np

from engine.bugs.bug import RESULT, Bug, Site, Wrong
from engine.bugs.steps import moves
from engine.op import Array


class StepForValue(Bug):
    """w′ is the change alone, −η ∂E/∂w."""

    phase = "update"
    turn = RESULT
    needs = "a parameter that is trained"

    def replace(self, at: Site) -> Wrong | None:
        if not moves(at):
            return None
        right, w = at.method, list(at.reads).index("w")

        def method(out: Array, *read: Array) -> None:
            right(out, *read)
            np.subtract(out, read[w], out=out)

        return at.with_rule(f"({at.rule.cell}) - w", method)
