"""Every step against its right rule: the mistakes that no nudge of the loss would show.

A gradient check holds gradients against the loss. What is wrong in the loss itself, or behind the
gradients in the update, is seen where a step's numbers are not what its rule makes of its reads.
"""

from dataclasses import dataclass

import numpy as np

from engine.experiment.value import Experiment
from engine.op import Array
from engine.program.program import Program, Step
from engine.run.iteration import Trace
from engine.run.trace import trace

TOLERANCE = 1e-12
"""Relative to the largest number, or the largest sum of sizes: fused calls sum in another order."""


@dataclass(frozen=True)
class StepCheck:
    """What a step wrote against the right rule, from the same reads."""

    tensor: str
    phase: str
    difference: float
    """The largest of its cells, relative to the largest number of the tensor."""
    cell: tuple[int, ...]
    """Where that is."""

    @property
    def agrees(self) -> bool:
        """Whether the step does what its rule says."""
        return self.difference <= TOLERANCE


def check_steps(experiment: Experiment, iteration: int = 0) -> list[StepCheck]:
    """Check each step of an iteration, in the order of the right program.

    Raises Diverged as `trace` does.
    """
    return steps_checked(trace(experiment, iteration))


def steps_checked(done: Trace) -> list[StepCheck]:
    """Check each step of a trace, in the order of the right program."""
    right = done.experiment.right.program(done.program.batch)
    return [_checked(right, step, done.vector) for step in right.steps]


def _checked(right: Program, step: Step, vector: Array) -> StepCheck:
    value = right.tensors[step.writes].view(vector)
    reads = [right.tensors[name].view(vector) for name in step.reads.values()]
    expected, sizes = np.empty(value.shape), np.zeros(value.shape)
    step.method(expected, *reads)
    if right.ops[step.op].family == "layer":
        step.method(sizes, *map(np.abs, reads))
    apart = np.abs(value - expected)
    size = float(max(np.abs(a).max() for a in (value, expected, sizes))) or 1.0
    cell = np.unravel_index(int(apart.argmax()), apart.shape)
    return StepCheck(step.writes, step.phase, float(apart.max()) / size, tuple(map(int, cell)))
