"""Other ways to write the same: an iteration that is right, but not in the conventions used here.

Some change the program, as a loss without its ½: gradients and steps follow. Others only change in
which order numbers are written down.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations, product
from math import prod

import numpy as np
from numpy.typing import ArrayLike

from engine.bugs import bugs
from engine.bugs.bug import RESULT, Bug, Site, Wrong
from engine.families.loss import LossOp, SquaredError
from engine.kept import beside
from engine.op import Array
from engine.program.buggy_program import wrong_steps
from engine.program.program import Program, Step

FEW = 4
"""So many things are tried in every order, more only the other way round."""
ROWS = "rows_for_columns"


@dataclass(frozen=True, eq=False)
class Convention:
    """Its names, and what it makes of the program or of the places of numbers."""

    names: tuple[str, ...]
    steps: Mapping[str, Step] = field(default_factory=dict, repr=False)
    """Those it puts in, by what they write."""
    moved: tuple[str, ...] = ()
    """Tensors whose numbers stand in other places."""
    axis: int | None = None
    """Along which, and in which order; None: rows stand for columns."""
    order: tuple[int, ...] | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the sentences that tell them."""
        return tuple(f"convention.{name}" for name in self.names)

    def own(self, written: Array) -> Array:
        """The numbers of a tensor that were written so, where they stand here.

        Transposed, or in the same shape with one axis in another order.
        """
        return _taken(written, self.axis, self.order)

    def written(self, own: Array) -> Array:
        """The numbers of a tensor, where they are written.

        Transposed, or in the same shape with one axis in another order.
        """
        return _taken(own, self.axis, self.order and np.argsort(self.order))


def _taken(values: Array, axis: int | None, order: ArrayLike | None) -> Array:
    if axis is None:
        return values.T
    assert order is not None
    return values.take(np.asarray(order), axis=axis)


class Scaled(Bug):
    """The loss and its gradient, multiplied."""

    phase, turn, needs = "loss", RESULT, "a loss"

    def __init__(self, factor: float) -> None:
        self.factor = factor

    def replace(self, at: Site) -> Wrong | None:
        """The step of the loss or of its gradient, multiplied."""
        told = isinstance(at.op, LossOp) and at.rule.writes in ("E", "d_a")
        return at.scaled(self.factor) if told else None


@beside
def of_program(program: Program) -> tuple[Convention, ...]:
    """Those that change what is computed: the divisor of the loss, and the sign of δ."""
    loss = next(s for s in program.steps if s.phase == "loss")
    found = [
        Convention(names, wrong_steps(program, [Scaled(factor)]))
        for names, factor in _factors(program, loss.op)
    ]
    turned = wrong_steps(program, [bugs["sign_turned"], bugs["step_uphill"]])
    return *found, Convention(("delta_sign",), turned)


def _factors(program: Program, index: int) -> Iterator[tuple[tuple[str, ...], float]]:
    """By what other divisors of the loss it would be larger, the plainest first."""
    loss = program.ops[index]
    assert isinstance(loss, LossOp)
    number, by_outputs = loss.share
    outputs = prod(program.tensors[program.roles[index][loss.input]].cells)
    mean = loss.reduction == "mean"
    halves = (1, 2) if isinstance(loss, SquaredError) else (number,)
    found = []
    for half, over, reduced in product(halves, (False, True), (False, True)):
        names = []
        if half != number:
            names.append("half" if half == 2 else "no_half")
        if over != by_outputs:
            names.append("mean_over_outputs" if over else "sum_over_outputs")
        if reduced != mean:
            names.append("mean_over_examples" if reduced else "sum_over_examples")
        here = number * (outputs if by_outputs else 1) * (program.batch if mean else 1)
        there = half * (outputs if over else 1) * (program.batch if reduced else 1)
        found.append((tuple(names), here / there))
    seen = {1.0}
    for told, factor in sorted(found, key=lambda f: len(f[0])):
        if factor not in seen:
            seen.add(factor)
            yield told, factor


@beside
def of_order(program: Program) -> tuple[Convention, ...]:
    """Those that only change where numbers stand."""
    found, every = [], program.tensors.values()
    matrices = [t.name for t in every
                if t.role_kind == "weight" and len(t.shape) == 2 and t.shape[0] == t.shape[1] > 1
                and t.kind in ("parameter", "gradient", "update", "state")]  # fmt: skip
    if matrices:
        found.append(Convention((ROWS,), moved=tuple(matrices)))
    inputs = program.tensors["a0"]
    readers = {
        s.reads["W"]
        for s in program.steps
        if s.rule.writes == "z" and s.reads.get("x") == "a0" and s.phase == "forward"
    }
    if len(inputs.cells) == 1 and readers:
        wide = [t for t in every if t.name == "a0" or t.of == "a0" or {t.name, t.of} & readers]
        names = tuple(t.name for t in wide if t.shape[-1:] == inputs.cells)
        found += [
            Convention(("order_of_inputs",), moved=names, axis=-1, order=order)
            for order in _orders(inputs.cells[0])
        ]
    batched = tuple(t.name for t in every if t.batched)
    found += [
        Convention(("order_of_examples",), moved=batched, axis=0, order=order)
        for order in _orders(program.batch)
    ]
    return tuple(found)


def _orders(count: int) -> Sequence[tuple[int, ...]]:
    """Every other order of a few things; of many the other way round."""
    own = tuple(range(count))
    if count <= FEW:
        return [order for order in permutations(own) if order != own]
    return [own[::-1]]
