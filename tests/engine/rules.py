"""Holds every number of a trace to its rule: the calls that made it may sum in another order."""

import numpy as np

from engine import Step, Trace

NEAR = 1e-13
"""Of the largest number, or of what the terms of a sum are, without their signs."""


def held_to_rules(t: Trace, near: float = NEAR) -> dict[tuple[str, str], float]:
    """How far each rule's tensors are from it; none is further than `near`.

    Nothing hides a RuntimeWarning here, and pytest makes it an error.
    """
    found: dict[tuple[str, str], float] = {}
    for step in t.program.steps:
        out = np.empty(t[step.writes].shape)
        step.method(out, *(t[name] for name in step.reads.values()))
        difference = np.abs(out - t[step.writes]).max()
        far = float(difference / _size(t, step, out)) if difference else 0.0
        assert far <= near, (step.writes, far)
        key = (t.program.ops[step.op].kind, step.rule.writes)
        found[key] = max(far, found.get(key, 0.0))
    return found


def _size(t: Trace, step: Step, out: np.ndarray) -> float:
    """The largest number, or the largest sum of absolute terms."""
    op = t.program.ops[step.op]
    if op.family == "loss":  # c ln Σ eᶻ − y · z has terms of the size of z
        last = t.program.steps[step.index - 1].reads
        inside = max(np.abs(t[name]).max() for name in last.values())
        return float(max(np.abs(out).max(), min(inside, 600.0), 1.0))
    if op.parameters and "sum(" in step.rule.cell:
        absolute = np.empty(out.shape)
        step.method(absolute, *(np.abs(t[name]) for name in step.reads.values()))
        return float(absolute.max())
    return float(np.abs(out).max())
