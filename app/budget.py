"""What a trace will cost, known from its program alone, before any of it is computed."""

import math
from functools import lru_cache

from app.limits import Limits
from app.problems import Fault, Problem
from engine import Experiment, Program, Step

STEP = 2_000
"""A step costs at least as much as this many multiplications: the call itself."""
ITERATION = 20_000
"""An iteration costs this much beside its steps: its data put in, its numbers checked."""
DRAW = 60_000
"""The same for drawing the examples of a batch, when there are several batches."""


def check(
    experiment: Experiment, iteration: int, limits: Limits, *, binary: bool, first: int = 0
) -> int:
    """The work of a trace, in multiplications; raises Problem where a limit is passed.

    `first` is the iteration of the checkpoint that the run goes on from.
    """
    program = experiment.program(experiment.batches.largest)
    count = sum(program.tensors[name].size for name in program.parameters)
    if count > limits.parameters:
        raise _too_big("/experiment/layers", "parameters", limits.parameters)
    if count > limits.json_parameters and not binary:
        raise _too_big(
            "/experiment/layers",
            "parameters in JSON; ask for application/octet-stream",
            limits.json_parameters,
        )
    if math.prod(experiment.inputs.shape[1:]) > limits.width:
        raise _too_big("/experiment/inputs", "values in an input", limits.width)
    if program.size > limits.trace_values:
        raise _too_big("/experiment", "values; use fewer examples or units", limits.trace_values)
    once = ITERATION + _work(program) + (DRAW if experiment.batch else 0)
    if once * (iteration - first + 1) > limits.work:
        nearest = first + limits.work // once - 1
        if nearest < first:
            raise _too_big("/experiment", "multiplications in one iteration", limits.work)
        detail = f"The work allowed for this network ends at iteration {nearest}."
        fault = Fault(pointer="/iteration", detail=detail, limit=nearest, nearest=nearest)
        raise Problem("too-much-work", detail, [fault])
    return once * (iteration - first + 1)


def _too_big(pointer: str, of_what: str, limit: int) -> Problem:
    detail = f"A trace may have at most {limit} {of_what}."
    return Problem("out-of-range", detail, [Fault(pointer=pointer, detail=detail, limit=limit)])


@lru_cache(maxsize=256)
def _work(program: Program) -> int:
    return sum(max(STEP, _multiplications(program, step)) for step in program.steps)


def _multiplications(program: Program, step: Step) -> int:
    """Every value that a step touches, once an example: a product uses each weight once.

    A kernel's weights are used at every place of its window.
    """
    if program.ops[step.op].wiring == "window":
        z, w = program.ends(step.op)
        return math.prod(z) * math.prod(w[1:]) * program.batch
    touched = [program.tensors[name] for name in (step.writes, *step.reads.values())]
    examples = 1 if step.phase == "update" else program.batch
    return max(math.prod(t.cells) * examples for t in touched)
