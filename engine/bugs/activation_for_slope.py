"""The answer of a neuron is taken for its slope: a instead of a (1 − a)."""

import numpy as np

from engine.bugs.bug import Bug, Site, Wrong
from engine.families.activation import Elementwise
from engine.op import Array
from engine.ops.activations.identity import Identity


class ActivationForSlope(Bug):
    """φ′(z) is taken to be φ(z) in hidden layers."""

    needs = "a hidden layer with a bent activation that acts on each cell alone"

    def replace(self, at: Site) -> Wrong | None:
        bent = isinstance(at.op, Elementwise) and not isinstance(at.op, Identity)
        if not bent or at.rule.writes != "s" or at.at_output:
            return None
        return at.with_rule("a", _copy, ("a",))


def _copy(out: Array, a: Array) -> None:
    np.copyto(out, a)
