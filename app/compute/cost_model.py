"""How long a computation will take, from its program alone, before any of it is made.

Seconds on one core of about 2020, meant to be too long rather than too short: three times what
benchmarks/costs.py fitted on a core of 2023. The time of a step is linear in its examples.
"""

import ast
import math
from functools import lru_cache

from engine import Program
from engine.kept import beside

ITERATION = 40e-6
"""Of an iteration beside its steps: its examples drawn and put in, its numbers checked."""
STEP = 1e-6
"""Of a step, beside its calls of NumPy."""
CALL = 1.4e-6
"""Of each call: one for each operation in the formula of a cell."""
OPERATION = 2.4e-9
"""Of an operation, for each cell."""
FUNCTIONS = dict.fromkeys(("exp", "log", "tanh", "cos"), 6.5e-09) | {"Phi": 65e-9}
"""The same of functions that take longer."""
TOUCHED = {"all": 0.13e-9, "window": 0.65e-9, "pool": 15e-9}
"""Of a layer, for each product of a cell and a weight, or for each cell that a pool looks at."""
LOAD, LOADED = 15e-6, 1e-9
"""Of a forward pass, to put values in place: and more for each of them."""
NUMBER = 0.2e-6
"""Of a number that is written as text."""
ALL = ("forward", "loss", "backward", "update")
FORWARD = ("forward", "loss")


def iteration(program: Program) -> float:
    """Of one iteration, its steps made one by one."""
    return ITERATION + seconds(program, program.batch, ALL)


def largest_batch_of_steps(program: Program, limit: float) -> int:
    """The largest batch of which each step takes this time; none if it is not positive."""
    if any(none > limit for _, none, _ in _steps(program)):
        return 0
    return min(math.floor((limit - none) / each) for _, none, each in _steps(program) if each)


def seconds(program: Program, examples: int, phases: tuple[str, ...] = FORWARD) -> float:
    """Of the steps of some phases, on a batch of any size."""
    none, each = _line(program, phases)
    return none + each * examples


def examples_in(program: Program, limit: float) -> int:
    """How many examples the forward pass takes in this time; at least one."""
    return max(1, _most(program, limit, FORWARD))


def largest_batch(program: Program, limit: float) -> int:
    """The largest batch whose iteration takes this time; none if it is not positive."""
    return _most(program, limit - ITERATION, ALL)


def _most(program: Program, limit: float, phases: tuple[str, ...]) -> int:
    none, each = _line(program, phases)
    return math.floor((limit - none) / each)


@beside
def _line(program: Program, phases: tuple[str, ...]) -> tuple[float, float]:
    """Seconds without an example, and more for each."""
    lines = [(none, each) for phase, none, each in _steps(program) if phase in phases]
    values = program.carried.stop - program.carried.start
    loaded = LOAD + LOADED * values
    return loaded + sum(none for none, _ in lines), sum(each for _, each in lines)


@beside
def _steps(program: Program) -> list[tuple[str, float, float]]:
    """Of each step its phase, its seconds without an example, and more for each."""
    cells = {
        name: math.prod(t.shape[1:] if t.batched else t.shape)
        for name, t in program.tensors.items()
    }
    found = []
    for step in program.steps:
        op, roles, written = program.ops[step.op], program.roles[step.op], step.writes
        most = max(cells[name] for name in (written, *step.reads.values()))
        none, each = STEP + CALL, 0.0
        if op.wiring == "window":
            kernel = math.prod(program.tensors[roles["W"]].shape[1:])
            each = TOUCHED["window"] * cells[roles["z"]] * kernel
        elif op.wiring in TOUCHED and op.family == "layer":
            each = TOUCHED[op.wiring] * most
            if program.tensors[written].batched:
                each += OPERATION * cells[written]
            else:
                none += OPERATION * cells[written]
        else:
            calls, seconds = _formula(step.rule.cell)
            none, each = STEP + CALL * calls, seconds * most
        if step.phase == "update":  # it is the same for a batch of any size
            none, each = none + each, 0.0
        found.append((step.phase, none, each))
    return found


@lru_cache(maxsize=256)
def _formula(cell: str) -> tuple[int, float]:
    """Operations of a cell's formula, one at least, and the seconds they take for each cell."""
    costs = []
    for node in ast.walk(ast.parse(cell, mode="eval")):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            costs.append(FUNCTIONS.get(node.func.id, OPERATION))
        elif isinstance(node, ast.BinOp | ast.UnaryOp | ast.Compare):
            costs.append(OPERATION)
    costs = costs or [OPERATION]
    return len(costs), sum(costs)
