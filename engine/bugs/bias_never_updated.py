"""Weights learn, biases are forgotten."""

import numpy as np

from engine.bugs.bug import Bug, Site, Wrong
from engine.families.optimizer import OptimizerOp
from engine.op import Array


class BiasNeverUpdated(Bug):
    """b′ = b."""

    phase = "update"
    needs = "a bias that is trained"

    def replace(self, at: Site) -> Wrong | None:
        bias = isinstance(at.op, OptimizerOp) and at.kinds.get(at.reads.get("w", "")) == "bias"
        if not bias or at.rule.writes != at.op.output or "d_w" not in at.roles:
            return None
        return at.with_rule("w", _keep, ("w",))


def _keep(out: Array, w: Array) -> None:
    np.copyto(out, w)
