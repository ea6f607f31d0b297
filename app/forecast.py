"""How long a computation will take, from its program alone, before any of it is made.

Seconds on one core of about 2020, meant to be too long rather than too short.
"""

import math
from functools import lru_cache

from engine import Program, Step

CALL = 3e-6
"""Of a step: the call itself."""
ITERATION = 60e-6
"""Of an iteration beside its steps: its examples drawn and put in, its numbers checked."""
TOUCHED = {"all": 0.1e-9, "window": 0.6e-9, "pool": 30e-9}
"""Of a step, for each product of a cell and a weight, or for each cell that a pool looks at."""
CELL = {"activation": 10e-9}
"""Of any other step, for each cell that it touches: exp, tanh and erf take their time."""
OTHER = 3e-9
"""The same where there is only adding and multiplying."""
ALL = ("forward", "loss", "backward", "update")
FORWARD = ("forward", "loss")


def iteration(program: Program) -> float:
    """Of one iteration, its steps made one by one."""
    return ITERATION + seconds(program, program.batch, ALL)


def seconds(program: Program, examples: int, phases: tuple[str, ...] = FORWARD) -> float:
    """Of the steps of some phases, on a batch of any size."""
    none, each = _line(program, phases)
    return none + each * examples


def fitting(program: Program, limit: float) -> int:
    """How many examples the forward pass takes in this time; at least one."""
    return max(1, _most(program, limit, FORWARD))


def batch(program: Program, limit: float) -> int:
    """The largest batch whose iteration takes this time; none if it is not positive."""
    return _most(program, limit - ITERATION, ALL)


def _most(program: Program, limit: float, phases: tuple[str, ...]) -> int:
    none, each = _line(program, phases)
    return math.floor((limit - none) / each)


@lru_cache(maxsize=256)
def _line(program: Program, phases: tuple[str, ...]) -> tuple[float, float]:
    """Seconds without an example, and more for each: a step's time is linear in them."""
    steps = [s for s in program.steps if s.phase in phases]
    none, one = (sum(_step(program, s, examples) for s in steps) for examples in (0, 1))
    return none, one - none


def _step(program: Program, step: Step, batch: int) -> float:
    op = program.ops[step.op]
    examples = 1 if step.phase == "update" else batch
    if op.wiring == "window":
        z, w = program.ends(step.op)
        return CALL + TOUCHED["window"] * math.prod(z) * math.prod(w[1:]) * examples
    written, *read = (program.tensors[n] for n in (step.writes, *step.reads.values()))
    most = max(math.prod(t.cells) for t in (written, *read)) * examples
    if op.wiring in TOUCHED and op.family == "layer":
        cells = math.prod(written.cells) * (examples if written.batched else 1)
        return CALL + TOUCHED[op.wiring] * most + OTHER * cells
    return CALL + CELL.get(op.family, OTHER) * most
