"""How far float64 alone can put a loss off."""

from typing import TYPE_CHECKING

import numpy as np

from engine.run.answers import output

if TYPE_CHECKING:
    from engine.explain.moved import Moved
    from engine.run.iteration import Trace

EPSILON = float(np.finfo(float).eps)


def uncertainty(done: "Trace | Moved", moved: str = "") -> float:
    """How far E may be off by the rounding of what it is made of: Σ |t| |∂E/∂t| · ε over all
    numbers t on the way to it, of a sum those of its terms. A small E can be made of large ones.

    `moved` is the tensor that is moved, where that makes a difference.
    """
    program = done.program
    total = 0.0
    loss = next(program.ops[s.op] for s in program.steps if s.phase == "loss")
    for step in program.steps:
        gradient = program.tensors.get(f"d_{step.writes}")
        if step.phase != "forward" or gradient is None:
            continue
        if getattr(loss, "beside", ()) and step.writes == output(program) != moved:
            continue  # E is computed from what stands before it
        size = np.abs(done[step.writes])
        if program.ops[step.op].family == "layer":
            terms = np.zeros_like(size)
            step.method(terms, *(np.abs(done[n]) for n in step.reads.values()))
            size = np.fmax(size, np.abs(terms))
        total += float(np.sum(size * np.abs(done[gradient.name])))
    return EPSILON * total
