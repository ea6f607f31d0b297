"""A program binds the roles of ops to named tensors once: ordered steps and a tensor table.

Layer l writes z1 a1 W1 b1 …; the input is a0, the target y, the loss E, the learning rate
eta; d_t is the gradient of t and t' the updated value of a parameter t.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial

import numpy as np

from engine.formula import Constant, Part, latex, template
from engine.op import Array, Op, OptimizerOp, Rule, Shape, base
from engine.ops import registry


@dataclass(frozen=True)
class Tensor:
    """One row of the tensor table: what it is and where its values lie in the vector."""

    name: str
    kind: str
    """input, target, rate, parameter, output, local, loss, gradient or update."""
    role: str
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

    @property
    def size(self) -> int:
        """Number of values."""
        return int(np.prod(self.shape))

    @property
    def cells(self) -> Shape:
        """Shape for one example."""
        return self.shape[1:] if self.batched else self.shape

    def view(self, vector: Array) -> Array:
        """Its values, as a view into the vector of a program."""
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
    keys: tuple[str, ...]
    """Keys of the sentence that describes it, most specific first."""


@dataclass(frozen=True)
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

    def bind(self, vector: Array) -> list[Callable[[], None]]:
        """The steps as calls on views of one vector: nothing is looked up when they run."""
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
        return _constants(self.ops[op], self.roles[op], self.tensors, self.batch)


@cache
def program(
    ops: tuple[Op, ...],
    loss: Op,
    optimizer: Op,
    frozen: frozenset[str],
    input_shape: Shape,
    batch: int,
) -> Program:
    """The program of one iteration: forward through `ops`, loss, backward, update."""
    return _Builder(batch).build(ops, loss, optimizer, frozen, input_shape)


class _Builder:
    def __init__(self, batch: int) -> None:
        self.batch = batch
        self.ops: list[Op] = []
        self.roles: list[dict[str, str]] = []
        self.layers: list[int | None] = []
        self.tensors: dict[str, Tensor] = {}
        self.steps: list[Step] = []

    def build(
        self, ops: tuple[Op, ...], loss: Op, optimizer: Op, frozen: frozenset[str], shape: Shape
    ) -> Program:
        self.add("a0", "input", "x", None, 0, shape, True, "x@")
        layer = 0
        last = "a0"
        for op in ops:
            layer += bool(op.parameters)
            last = self.attach(op, layer, last)
        end = self.attach(loss, None, last)
        self.add("eta", "rate", "eta", None, None, (), False, r"\eta")
        for index in range(len(self.ops)):
            phase = "loss" if self.ops[index] is loss else "forward"
            for rule in self.ops[index].forward:
                self.step(index, rule, phase)
        self.backward(end)
        parameters = tuple(t.name for t in self.tensors.values() if t.kind == "parameter")
        for name in parameters:
            self.update(registry["frozen"]() if name in frozen else optimizer, name)
        return self.finish(parameters)

    def attach(self, op: Op, layer: int | None, source: str) -> str:
        """Add an op behind the tensor `source`, with its tensors; return its output's name."""
        index, number = len(self.ops), "" if layer is None else str(layer)
        self.ops.append(op)
        self.layers.append(layer)
        self.roles.append({op.input: source})
        for role, shape in op.shapes(self.tensors[source].cells).items():
            name = self.free(role + number)
            self.roles[index][role] = name
            self.add(name, kind_of(op, role), role, index, layer, shape, op.batched(role), symbol(op, role))
        return self.roles[index][op.output]

    def backward(self, end: str) -> None:
        """One step per rule that leads from the loss to a parameter, last op first."""
        learns = [any(o.parameters for o in self.ops[: i + 1]) for i in range(len(self.ops))]
        for index in reversed(range(len(self.ops))):
            op = self.ops[index]
            needs_input = index > 0 and learns[index - 1]
            for rule in op.backward:
                of = base(rule.writes)
                if not (needs_input or of in op.parameters):
                    continue
                if of != rule.writes:
                    self.gradient(index, of)
                self.step(index, rule, "backward")

    def gradient(self, index: int, role: str) -> None:
        name = self.roles[index][role]
        of = self.tensors[name]
        cell = r"\delta@" if of.role == "z" else rf"\frac{{\partial E}}{{\partial {of.symbol}}}"
        whole = (
            r"\boldsymbol{\delta}@"
            if of.role == "z"
            else rf"\frac{{\partial E}}{{\partial {of.matrix}}}"
        )
        owner = of.op if of.op is not None else index
        self.add(
            f"d_{name}", "gradient", f"d_{of.role}", owner, of.layer, of.cells, of.batched, cell,
            matrix=whole, of=name,
        )  # fmt: skip
        for roles in self.roles:  # whoever knows the tensor knows its gradient
            for r, n in list(roles.items()):
                if n == name:
                    roles[f"d_{r}"] = f"d_{name}"

    def update(self, optimizer: Op, name: str) -> None:
        of = self.tensors[name]
        index = len(self.ops)
        self.ops.append(optimizer)
        self.layers.append(of.layer)
        new = f"{name}'"
        self.roles.append({"w": name, "d_w": f"d_{name}", "eta": "eta", "w_new": new})
        cell, whole = (
            s.replace("@", r"'@", 1) if "'" not in s else s for s in (of.symbol, of.matrix)
        )
        self.add(
            new, "update", "w_new", of.op, of.layer, of.shape, False, cell, matrix=whole, of=name
        )
        for rule in optimizer.rules.values():
            self.step(index, rule, "update")

    def add(
        self, name: str, kind: str, role: str, op: int | None, layer: int | None, cells: Shape,
        batched: bool, symbol: str, matrix: str | None = None, of: str | None = None,
    ) -> None:  # fmt: skip
        shape = (self.batch, *cells) if batched else cells
        self.tensors[name] = Tensor(
            name, kind, role, op, layer, of, shape, batched, symbol, matrix or bold(symbol, role)
        )

    def free(self, name: str) -> str:
        """The name, or the name with a letter behind it where it is taken."""
        taken = [name, *(f"{name}{c}" for c in "bcdefghijklm")]
        return next(n for n in taken if n not in self.tensors)

    def step(self, index: int, rule: Rule, phase: str) -> None:
        op, roles = self.ops[index], self.roles[index]
        parts = latex(rule.cell, _constants(op, roles, self.tensors, self.batch))
        self.steps.append(
            Step(
                len(self.steps), phase, index, self.layers[index], rule,
                getattr(op, rule.writes), roles[rule.writes],
                {role: roles[role] for role in rule.reads},
                rule.matrix or template(parts), tuple(parts),
                (f"step.{op.kind}.{rule.writes}", f"step.{phase}.{rule.writes}", f"step.{phase}"),
            )
        )  # fmt: skip

    def finish(self, parameters: tuple[str, ...]) -> Program:
        """Lay the tensors out so that parameters, their gradients and updates are blocks."""
        blocks = [
            [n for n in self.tensors if self.tensors[n].kind in ("input", "target", "rate")],
            list(parameters),
            [],
            [f"d_{n}" for n in parameters],
            [f"{n}'" for n in parameters],
        ]
        placed = {n for block in blocks for n in block}
        blocks[2] = [n for n in (s.writes for s in self.steps) if n not in placed]
        table: dict[str, Tensor] = {}
        offset = 0
        for name in (n for block in blocks for n in block):
            table[name] = replace(self.tensors[name], offset=offset)
            offset += table[name].size
        return Program(
            tuple(self.ops), tuple(self.roles), table, tuple(self.steps), self.batch, offset,
            parameters, {s.writes: s for s in self.steps},
        )  # fmt: skip


def kind_of(op: Op, role: str) -> str:
    """Kind of the tensor that an op owns in a role."""
    if role in op.parameters:
        return "parameter"
    if role == op.output:
        return "loss" if op.family == "loss" else "output"
    return "local" if role in op.rules else "target"


def symbol(op: Op, role: str) -> str:
    """LaTeX of one cell of a role of an op."""
    if role == "s":
        return rf"{getattr(op, 'phi', '')}'(z@)"
    return op.symbols.get(role, role if role == "E" else role + "@")


def bold(symbol: str, role: str) -> str:
    """LaTeX of a whole tensor: its letter in bold, a weight as a capital."""
    if role in ("E", "eta"):
        return symbol
    if role == "s":
        return symbol.replace("z@", r"\mathbf{z}@")
    letter = symbol.removesuffix("@")
    return rf"\mathbf{{{letter.upper() if role == 'W' else letter}}}@"


def _constants(
    op: Op, roles: Mapping[str, str], tensors: Mapping[str, Tensor], batch: int
) -> dict[str, Constant]:
    if isinstance(op, OptimizerOp):
        return op.constants({})
    outputs = int(np.prod(tensors[roles[op.input]].cells))
    return op.constants({"N": batch, "n": outputs})
