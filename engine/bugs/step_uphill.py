"""The gradient is added where it has to be subtracted."""

import numpy as np

from engine.bugs.bug import RESULT, Bug, Site, Wrong
from engine.bugs.steps import moves
from engine.op import Array


class StepUphill(Bug):
    """The step of w goes along the gradient: w′ = w + η ∂E/∂w."""

    phase = "update"
    turn = RESULT
    needs = "a parameter that is trained"

    def replace(self, at: Site) -> Wrong | None:
        if not moves(at):
            return None
        right, w = at.method, list(at.reads).index("w")

        def method(out: Array, *read: Array) -> None:
            right(out, *read)
            np.subtract(2.0 * read[w], out, out=out)

        return at.with_rule(f"2 * w - ({at.rule.cell})", method)
