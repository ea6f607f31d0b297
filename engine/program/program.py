"""A program: ordered steps over a table of named tensors that lie in one flat vector.

Layer l writes z1 a1 W1 b1 …; the input is a0, the target y, the loss E, the learning rate
eta; d_t is the gradient of t and t' the updated value of a parameter t.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial

from engine.families.optimizer import UpdateOp
from engine.formula import Constant, Part
from engine.op import Array, Op, Shape
from engine.rule import Rule


@dataclass(frozen=True)
class Tensor:
    """One row of the tensor table: what it is and where its values lie in the vector."""

    name: str
    kind: str
    """input, target, noise, rate, parameter, state, output, local, loss, gradient, share (of a
    gradient, through one of the ops that read the tensor) or update."""
    role: str
    role_kind: str
    """Kind of its role, or of the role that it is a gradient or new value of; of a rate: rate."""
    op: int | None
    """The op it belongs to: whose parameter, output or slope it is, or is derived from."""
    layer: int | None
    of: str | None
    """The tensor it is the gradient or the new value of."""
    shape: Shape
    batched: bool
    """Whether the first axis runs over the examples of the batch."""
    symbol: str
    """LaTeX of one cell; @ stands for its indices."""
    matrix: str
    """LaTeX of the whole tensor; @ stands for its layer."""
    offset: int = 0

    @cached_property
    def size(self) -> int:
        """Number of values."""
        return math.prod(self.shape)

    @cached_property
    def cells(self) -> Shape:
        """Shape for one example."""
        return self.shape[1:] if self.batched else self.shape

    def view(self, vector: Array) -> Array:
        """Its values, as a view into the vector of a program.

        The vector is flat, the view has the tensor's shape.
        """
        return vector[self.offset : self.offset + self.size].reshape(self.shape)


@dataclass(frozen=True)
class Step:
    """One equation of the iteration: a rule of an op with its roles bound to tensors."""

    index: int
    phase: str
    """forward, loss, backward or update."""
    op: int
    layer: int | None
    rule: Rule
    method: Callable[..., None]
    writes: str
    reads: Mapping[str, str]
    """Role → tensor name."""
    formula: str
    """LaTeX over whole tensors, with <role>."""
    cell: tuple[Part, ...]
    """The formula of one cell as parts (engine/formula.py)."""
    cells: tuple[tuple[Part, ...], ...] | None
    """That of each cell, flat, where they differ."""
    own: tuple[str, ...] | None
    """The same in Python syntax."""
    keys: tuple[str, ...]
    """Keys of the sentence that describes it, most specific first."""
    only: str | None = None
    """Of the terms of its sum only the first of each example counts, or the last of all."""
    turned: tuple[str, ...] = ()
    """Roles whose kernel lies turned round by half a circle."""
    bugs: tuple[str, ...] = ()
    """The bugs that put it where the right step was."""


@dataclass(frozen=True, eq=False)
class Program:
    """Ops, tensor table and steps of one iteration on a batch of `batch` examples."""

    ops: tuple[Op, ...]
    roles: tuple[Mapping[str, str], ...]
    """For each op: role → tensor name."""
    tensors: Mapping[str, Tensor]
    steps: tuple[Step, ...]
    batch: int
    size: int
    """Length of the vector."""
    parameters: tuple[str, ...]
    writer: Mapping[str, Step] = field(repr=False)
    """Tensor name → the step that writes it."""
    state: tuple[str, ...] = ()
    """What the optimizer keeps from one iteration to the next."""
    bugs: tuple[str, ...] = ()
    """The deliberate mistakes in its steps."""

    @property
    def bytes(self) -> int:
        """Bytes of memory that it takes with what is made of it, about."""
        return 2000 * len(self.tensors)

    def inputs(self, op: int) -> tuple[str, ...]:
        """The roles in which an op reads other ops' tensors."""
        return inputs(self.ops[op], self.roles[op])

    @cached_property
    def noise(self) -> tuple[Tensor, ...]:
        """What is filled with random numbers before the steps."""
        return tuple(t for t in self.tensors.values() if t.kind == "noise")

    @cached_property
    def carried(self) -> slice:
        """Where parameters and state lie: what the next iteration begins with."""
        return self.block(self.parameters + self.state)

    @cached_property
    def renewed(self) -> slice:
        """Where their new values lie, in the same order."""
        return self.block(tuple(f"{n}'" for n in self.parameters + self.state))

    def ends(self, op: int) -> tuple[Shape, Shape]:
        """Shapes, for one example, of an op's output and of what lies on its wires."""
        on_wires = next(n for n, role in self.ops[op].roles.items() if role.end == "via")
        output, via = (self.roles[op][role] for role in (self.ops[op].output, on_wires))
        return self.tensors[output].cells, self.tensors[via].cells

    def begins(self, parameter: str) -> float | None:
        """The value that a parameter begins with by itself; None where it is drawn."""
        t = self.tensors[parameter]
        return self.ops[t.op].role(t.role).begins if t.op is not None else None

    def bind(self, vector: Array) -> list[Callable[[], None]]:
        """The steps as calls on views of one vector: nothing is looked up when they run.

        The vector is flat.
        """
        view = {name: t.view(vector) for name, t in self.tensors.items()}
        return [
            partial(s.method, view[s.writes], *(view[name] for name in s.reads.values()))
            for s in self.steps
        ]

    def block(self, names: tuple[str, ...]) -> slice:
        """The stretch of the vector that holds these neighbouring tensors."""
        first, last = self.tensors[names[0]], self.tensors[names[-1]]
        return slice(first.offset, last.offset + last.size)

    def constants(self, op: int) -> dict[str, Constant]:
        """Named constants of an op in this program."""
        return constants(self.ops[op], self.roles[op], self.tensors, self.batch)


def inputs(op: Op, roles: Mapping[str, str]) -> tuple[str, ...]:
    """The roles in which an op reads other ops' tensors: its one input, or each of many."""
    if not op.many:
        return (op.input,)
    return tuple(r for r in roles if r != op.input and r.rstrip("0123456789") == op.input)


def constants(
    op: Op, roles: Mapping[str, str], tensors: Mapping[str, Tensor], batch: int
) -> dict[str, Constant]:
    """Named constants of an op whose roles are bound to these tensors."""
    if isinstance(op, UpdateOp):
        return op.constants({})
    cells = tensors[roles[op.input]].cells
    return op.constants({"N": batch, "n": math.prod(cells), "C": cells[0] if cells else 1})
