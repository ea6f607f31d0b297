"""Steps that take a gradient through an activation, and what is left when that is forgotten."""

import numpy as np

from engine.bugs.bug import Site, Wrong
from engine.families.activation import ActivationOp
from engine.op import Array
from engine.ops.activations.identity import Identity


def bends(at: Site) -> bool:
    """Whether the step takes a gradient back through an activation with a slope."""
    op = at.op
    bent = isinstance(op, ActivationOp) and not isinstance(op, Identity)
    return bent and at.rule.writes == "d_z" and "d_a" in at.reads


def passed_on(at: Site) -> Wrong:
    """The gradient as it came."""
    return at.with_rule("d_a", _copy, ("d_a",))


def _copy(out: Array, d_a: Array) -> None:
    np.copyto(out, d_a)
