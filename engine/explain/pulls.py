"""Pulls: what each example of a batch makes of the gradient, with the whole batch in place.

An example's part of the loss leads back alone. Where no op lets examples meet, that is its row of
the batch's own way back; behind a batch norm it moves others too, and is computed in full.
"""

from dataclasses import dataclass

import numpy as np

from engine.explain.links import between, crosses
from engine.explain.moved import Cell
from engine.explain.place import at
from engine.families.loss import LossOp
from engine.op import Array
from engine.pausing import Pausing, finish
from engine.program.program import Program, Step, Tensor
from engine.run.iteration import Trace


@dataclass(frozen=True, eq=False)
class Pulls:
    """Of one cell of a parameter: ∂(an example's part of E)/∂w, their sum is the gradient."""

    parameter: str
    cell: Cell
    losses: Array
    """The parts of E, in the order of the batch."""
    pulls: Array
    agreement: float | None
    """|Σ| / Σ| |: 1 where all pull one way, 0 where they cancel; None where none pulls."""
    agreement_of_parameter: float | None
    """‖Σg‖ / Σ‖g‖ over all cells of the parameter."""
    agreement_of_all: float | None
    """The same over all parameters."""


def pulls(done: Trace, parameter: str, cell: Cell) -> Pulls:
    """The pulls on a cell; raises KeyError for what is no parameter, IndexError for the cell."""
    return finish(pulling(done, parameter, cell))


def pulling(done: Trace, parameter: str, cell: Cell) -> Pausing[Pulls]:
    """`pulls`, with a pause after each example."""
    program = done.program
    if parameter not in program.parameters:
        raise KeyError(f"no parameter {parameter}; there are {', '.join(program.parameters)}")
    at(program, parameter, cell)
    of_example = _InFull(done) if examples_meet(program) else _Rows(done)
    yield
    names = program.parameters
    sums = {name: np.zeros(program.tensors[name].shape) for name in names}
    squares = np.zeros((program.batch, len(names)))
    found = np.empty(program.batch)
    for example in range(program.batch):
        of_example(example)
        for k, name in enumerate(names):
            gradient = of_example.gradients[name]
            sums[name] += gradient
            squares[example, k] = np.vdot(gradient, gradient)
        found[example] = of_example.gradients[parameter][cell]
        yield
    total = np.array([np.vdot(sums[name], sums[name]) for name in names])
    own = names.index(parameter)
    return Pulls(
        parameter, cell, _parts(done), found,
        _share(abs(found.sum()), np.abs(found).sum()),
        _share(np.sqrt(total[own]), np.sqrt(squares[:, own]).sum()),
        _share(np.sqrt(total.sum()), np.sqrt(squares.sum(axis=1)).sum()),
    )  # fmt: skip


def examples_meet(program: Program) -> bool:
    """Whether one example's numbers depend on those of others, as in a batch norm."""
    made = [program.roles[t.op][program.ops[t.op].output] for t in _parameters(program)]  # type: ignore[index]
    return any(crosses(program, op, role) for op, role, _, _ in between(program, *made))


class _InFull:
    """The way back of one example's part of the loss, through the whole batch."""

    def __init__(self, done: Trace) -> None:
        self.program = program = done.program
        self.vector = done.vector.copy()
        self.loss = next(s for s in program.steps if s.phase == "backward")
        self.seed = done[self.loss.writes]
        bound = zip(program.steps, program.bind(self.vector), strict=True)
        self.calls = [c for s, c in bound if s.phase == "backward" and s is not self.loss]
        self.gradients = {n: _view(program, f"d_{n}", self.vector) for n in program.parameters}

    def __call__(self, example: int) -> None:
        asked = _view(self.program, self.loss.writes, self.vector)
        asked[...] = 0.0
        asked[example] = self.seed[example]
        for call in self.calls:
            call()


class _Rows:
    """The rules that give the parameters' gradients, on one row of what they read."""

    def __init__(self, done: Trace) -> None:
        self.done, program = done, done.program
        self.steps = [program.writer[f"d_{n}"] for n in program.parameters]
        self.gradients = {n: np.empty(program.tensors[n].shape) for n in program.parameters}

    def __call__(self, example: int) -> None:
        for step, out in zip(self.steps, self.gradients.values(), strict=True):
            step.method(out, *self.rows(step, slice(example, example + 1)))

    def rows(self, step: Step, part: slice) -> list[Array]:
        """What the step reads, of one example where each has its own."""
        tensors = self.done.program.tensors
        return [
            self.done[n][part] if tensors[n].batched else self.done[n] for n in step.reads.values()
        ]


def _parts(done: Trace) -> Array:
    """What each example adds to E."""
    step = done.program.writer["E"]
    loss = done.program.ops[step.op]
    assert isinstance(loss, LossOp)
    read = [done[name] for name in step.reads.values()]
    found, one = np.empty(done.program.batch), np.zeros(())
    for k in range(len(found)):
        step.method(one, *(a[k : k + 1] for a in read))
        found[k] = one
    return found * (loss.scale(read[0]) / loss.scale(read[0][:1]))


def _share(whole: float, parts: float) -> float | None:
    return float(whole / parts) if 0 < parts < np.inf else None


def _parameters(program: Program) -> list[Tensor]:
    return [program.tensors[n] for n in program.parameters]


def _view(program: Program, name: str, vector: Array) -> Array:
    return program.tensors[name].view(vector)
