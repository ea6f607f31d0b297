"""Where a number that is not finite can hide, so that nothing behind it tells.

A gradient that is not finite goes on into the parameters, and stays there. A z may hide behind
its activation: tanh ∞ is 1, ReLU of −∞ is 0.
"""

import numpy as np

from engine.families.activation import Elementwise
from engine.fast.executable import Executable
from engine.fast.flags import told
from engine.fast.fused_program import FusedProgram
from engine.op import Array
from engine.ops.activations.softmax import Softmax
from engine.ops.layers.conv2d import Conv2d
from engine.ops.layers.dense import Dense
from engine.ops.layers.flatten import Flatten

OPEN = (Dense, Conv2d, Elementwise, Softmax, Flatten)
"""Ops behind whose z, if it is finite, all is finite or what follows tells."""


def watched(now: Executable, inputs: Array) -> list[Array]:
    """Arrays whose sums of squares are not finite if such a number hides in an iteration.

    None where all calls tell it by their flags.

    Each is flat; inputs are (examples, …).
    """
    if not isinstance(now, FusedProgram):
        return [now.vector]
    program, plan = now.program, now.plan
    ops = [program.ops[i] for i in plan.forward[:-1] if i not in plan.pooled.values()]
    around = {program.ops[s.op].family for s in program.steps if s.phase == "update"}
    if not all(isinstance(op, OPEN) for op in ops) or around & {"clip", "penalty", "frozen"}:
        return [now.vector]
    if told():
        return []
    found = []
    first, last = None, None
    for name, t in program.tensors.items():
        of = None if t.op is None or t.kind != "output" else program.ops[t.op]
        if not getattr(of, "activated", False) or plan.of(name) != name:
            continue
        if _bounded(now, name, inputs):
            found.append(now.arrays.packed("*", program.roles[t.op or 0]["W"]).reshape(-1))
            continue
        place = now.arrays.place(name)
        first = place.start if first is None else first
        last = place.start + place.size
    return found if first is None else [*found, now.vector[first:last]]


def _bounded(now: FusedProgram, z: str, inputs: Array) -> bool:
    """Whether z of a convolution is finite if the sum of squares of its kernel is.

    So it is by Cauchy and Schwarz, if that of the images is.
    """
    step = now.program.writer[z]
    if type(now.program.ops[step.op]) is not Conv2d or now.plan.of(step.reads["x"]) != "a0":
        return False
    with np.errstate(over="ignore"):
        return bool(np.isfinite(np.vdot(inputs, inputs)))
