"""The curve of an activation, sampled by its own rules: for a picture of a, and of its slope."""

import numpy as np

from engine.families.activation import Elementwise
from engine.op import Op

NAMES = ("z", "a", "s")
"""What input, output and slope of an activation are called in the picture."""


def curve(
    op: Op, low: float = -6.0, high: float = 6.0, samples: int = 121
) -> dict[str, list[float]]:
    """z, a = φ(z) and s = φ'(z) at evenly spaced z; empty for an op that mixes cells."""
    if not isinstance(op, Elementwise):
        return {}
    z = np.linspace(low, high, samples)
    values = {op.input: z}
    for rule in (*op.forward, *op.backward):
        if set(rule.reads) <= set(values):
            values[rule.writes] = np.empty_like(z)
            getattr(op, rule.writes)(values[rule.writes], *(values[r] for r in rule.reads))
    roles = (op.input, op.output, *op.playing("slope"))
    return {name: values[role].tolist() for name, role in zip(NAMES, roles, strict=True)}
