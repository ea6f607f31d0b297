"""The weighted sum is taken for the answer: hidden neurons do not bend."""

import numpy as np

from engine.bugs.bug import Bug, Site, Wrong
from engine.families.activation import ActivationOp
from engine.op import Array
from engine.ops.activations.identity import Identity


class ActivationForgotten(Bug):
    """a = z in hidden layers."""

    phase = "forward"
    needs = "a hidden layer with a bent activation"

    def replace(self, at: Site) -> Wrong | None:
        bent = isinstance(at.op, ActivationOp) and not isinstance(at.op, Identity)
        if not bent or at.rule.writes != at.op.output or at.at_output or "z" not in at.roles:
            return None
        return at.with_rule("z", _copy, ("z",))


def _copy(out: Array, z: Array) -> None:
    np.copyto(out, z)
