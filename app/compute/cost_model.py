"""How long a computation will take, from its program alone, before any of it is made.

Seconds on one core of about 2020, meant to be too long rather than too short: three times what
benchmarks/costs.py fitted on a core of 2023. The time of a step is linear in its examples.
"""

import ast
import math
from dataclasses import dataclass
from functools import lru_cache

from engine import Program
from engine.kept import beside


@dataclass(frozen=True)
class Rates:
    """Seconds of what computing is made of; as they stand, those of steps made one by one."""

    iteration: float = 22e-6
    """Of an iteration beside its steps: its examples drawn and put in, its numbers checked."""
    step: float = 1.2e-6
    """Of a step, whatever its size."""
    operation: float = 1.8e-9
    """Of an operation, for each cell."""
    function: float = 4.8e-9
    """The same of a function, such as exp, that takes longer."""
    touched: float = 0.13e-9
    """Of a layer, for each product of a cell and a weight."""
    window: float = 0.32e-9
    """The same of a convolution."""
    pool: float = 5.7e-9
    """Of a pool, for each cell that it looks at."""
    load: float = 1e-6
    """Of a forward pass, to put values in place."""
    loaded: float = 0.1e-9
    """The same, for each of them."""
    drawn: float = 6e-9
    """Of a number that is drawn for each example, as of dropout."""


STEPS = Rates()
"""Of a trace, and of what follows the steps of one."""
FUSED = Rates(
    iteration=3.3e-6, step=0.5e-6, operation=0.5e-9, function=5.1e-9, touched=0.105e-9,
    window=0.18e-9, pool=3.7e-9, load=7.3e-6, loaded=2e-9,
)  # fmt: skip
"""Of training, scores and answers, whose steps are made together."""
FUNCTIONS = {"exp": 1, "log": 1, "tanh": 1, "cos": 1, "Phi": 10}
"""Those that take longer than an operation, and how much longer than the plain ones of them."""
NUMBER = 0.2e-6
"""Of a number that is written as text."""
ALL = ("forward", "loss", "backward", "update")
FORWARD = ("forward", "loss")


def iteration(program: Program, rates: Rates = STEPS) -> float:
    """Of one iteration."""
    return rates.iteration + seconds(program, program.batch, ALL, rates)


def largest_batch_of_steps(program: Program, limit: float) -> int:
    """The largest batch of which each step takes this time; none if it is not positive."""
    steps = [(limit - none, each) for _, none, each in _steps(program, STEPS)]
    if min(steps)[0] < 0:
        return 0
    return math.floor(min([left / each for left, each in steps if each]))


def seconds(
    program: Program, examples: int, phases: tuple[str, ...] = FORWARD, rates: Rates = STEPS
) -> float:
    """Of the steps of some phases, on a batch of any size."""
    none, each = _line(program, phases, rates)
    return none + each * examples


def score(program: Program, examples: int) -> float:
    """Of answers to a batch of any size, and of how good they are."""
    return seconds(program, examples, FORWARD, FUSED)


def examples_in(program: Program, limit: float) -> int:
    """How many examples the forward pass takes in this time; at least one."""
    return max(1, _most(program, limit, FORWARD, FUSED))


def largest_batch(program: Program, limit: float) -> int:
    """The largest batch whose iteration of training takes this time; none if not positive."""
    return _most(program, limit - FUSED.iteration, ALL, FUSED)


def _most(program: Program, limit: float, phases: tuple[str, ...], rates: Rates) -> int:
    none, each = _line(program, phases, rates)
    return math.floor((limit - none) / each)


@beside
def _line(program: Program, phases: tuple[str, ...], rates: Rates) -> tuple[float, float]:
    """Seconds without an example, and more for each."""
    values = program.carried.stop - program.carried.start
    nones = rates.load + rates.loaded * values
    eaches = rates.drawn * sum([math.prod(t.cells) for t in program.noise])
    for phase, none, each in _steps(program, rates):
        if phase in phases:
            nones, eaches = nones + none, eaches + each
    return nones, eaches


@beside
def _steps(program: Program, rates: Rates) -> list[tuple[str, float, float]]:
    """Of each step its phase, its seconds without an example, and more for each."""
    cells = {name: math.prod(t.cells) for name, t in program.tensors.items()}
    touched = {"all": rates.touched, "window": rates.window, "pool": rates.pool}
    found = []
    for step in program.steps:
        op, roles, written = program.ops[step.op], program.roles[step.op], step.writes
        most = max([cells[written], *map(cells.__getitem__, step.reads.values())])
        none = rates.step
        if op.wiring == "window":
            kernel = math.prod(program.tensors[roles["W"]].shape[1:])
            each = rates.window * cells[roles["z"]] * kernel
        elif op.wiring in touched and op.family == "layer":
            each = touched[op.wiring] * most
            if program.tensors[written].batched:
                each += rates.operation * cells[written]
            else:
                none += rates.operation * cells[written]
        else:
            operations, functions = _formula(step.rule.cell)
            each = (operations * rates.operation + functions * rates.function) * most
        if step.phase == "update":  # it is the same for a batch of any size
            none, each = none + each, 0.0
        found.append((step.phase, none, each))
    return found


@lru_cache(maxsize=256)
def _formula(cell: str) -> tuple[int, int]:
    """Operations of a cell's formula, and its functions; one of them at least."""
    operations = functions = 0
    for node in ast.walk(ast.parse(cell, mode="eval")):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            functions += FUNCTIONS.get(node.func.id, 0)
            operations += node.func.id not in FUNCTIONS
        elif isinstance(node, ast.BinOp | ast.UnaryOp | ast.Compare):
            operations += 1
    return max(operations, int(not functions)), functions
