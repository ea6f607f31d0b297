"""Weights learn, biases are forgotten."""

import numpy as np

from engine.bugs.bug import Bug, Site, Wrong
from engine.bugs.steps import moves
from engine.op import Array


class BiasNeverUpdated(Bug):
    """b′ = b."""

    phase = "update"
    needs = "a bias that is trained"

    def replace(self, at: Site) -> Wrong | None:
        if not moves(at) or at.kinds.get(at.reads["w"]) != "bias":
            return None
        return at.with_rule("w", _keep, ("w",))


def _keep(out: Array, w: Array) -> None:
    np.copyto(out, w)
