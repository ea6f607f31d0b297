"""The sizes of the errors are added, not their squares."""

import numpy as np

from engine.bugs.bug import Bug, Site, Wrong
from engine.families.loss import SquaredError
from engine.op import Array


class ErrorsNotSquared(Bug):
    """E = Σ |a − y|. The gradients stay those of the squares."""

    phase = "loss"
    needs = "a squared error"

    def replace(self, at: Site) -> Wrong | None:
        if not isinstance(at.op, SquaredError) or at.rule.writes != "E":
            return None
        return at.with_rule("sum(abs(a - y))", _sum)


def _sum(out: Array, a: Array, y: Array) -> None:
    out[...] = np.sum(np.abs(a - y))
