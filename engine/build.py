"""Builds a program: binds the roles of ops to named tensors, once, in the order they run."""

from dataclasses import replace
from functools import lru_cache

from engine.formula import latex, template
from engine.op import Op, OptimizerOp, Rule, Shape, UpdateOp, base
from engine.program import Program, Step, Tensor, constants
from engine.update import Updates


@lru_cache(maxsize=256)
def program(
    ops: tuple[Op, ...],
    loss: Op,
    optimizer: OptimizerOp,
    frozen: frozenset[str],
    input_shape: Shape,
    batch: int,
    around: tuple[UpdateOp, ...] = (),
) -> Program:
    """The program of one iteration: forward through `ops`, loss, backward, update.

    `around` holds the schedule, clip and penalty of the update, in the order they act.
    """
    return Builder(batch).build(ops, loss, optimizer, frozen, input_shape, around)


class Builder:
    """A program while it grows: ops with their roles, tensors and steps."""

    def __init__(self, batch: int) -> None:
        self.batch = batch
        self.ops: list[Op] = []
        self.roles: list[dict[str, str]] = []
        self.layers: list[int | None] = []
        self.tensors: dict[str, Tensor] = {}
        self.steps: list[Step] = []

    def build(
        self, ops: tuple[Op, ...], loss: Op, optimizer: OptimizerOp, frozen: frozenset[str],
        shape: Shape, around: tuple[UpdateOp, ...],
    ) -> Program:  # fmt: skip
        self.add("a0", "input", "x", None, 0, shape, True, "x@")
        layer = 0
        last = "a0"
        for op in ops:
            layer += bool(op.parameters)
            last = self.attach(op, layer, last)
        end = self.attach(loss, None, last)
        for index in range(len(self.ops)):
            phase = "loss" if self.ops[index] is loss else "forward"
            for rule in self.ops[index].forward:
                self.step(index, rule, phase)
        self.backward(end)
        parameters = tuple(t.name for t in self.tensors.values() if t.kind == "parameter")
        state = Updates(self, parameters, frozen).build(optimizer, around)
        return self.finish(parameters, state)

    def attach(self, op: Op, layer: int | None, source: str) -> str:
        """Add an op behind the tensor `source`, with its tensors; return its output's name."""
        index, number = len(self.ops), "" if layer is None else str(layer)
        self.ops.append(op)
        self.layers.append(layer)
        self.roles.append({op.input: source})
        for role, shape in op.shapes(self.tensors[source].cells).items():
            name = self.free(role + number)
            self.roles[index][role] = name
            kind, batched = kind_of(op, role), op.batched(role)
            self.add(name, kind, role, index, layer, shape, batched, symbol(op, role))
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
        parts = latex(rule.cell, constants(op, roles, self.tensors, self.batch))
        self.steps.append(
            Step(
                len(self.steps), phase, index, self.layers[index], rule,
                getattr(op, rule.writes), roles[rule.writes],
                {role: roles[role] for role in rule.reads},
                rule.matrix or template(parts), tuple(parts),
                (f"step.{op.kind}.{rule.writes}", f"step.{phase}.{rule.writes}", f"step.{phase}"),
            )
        )  # fmt: skip

    def finish(self, parameters: tuple[str, ...], state: tuple[str, ...]) -> Program:
        """Lay the tensors out so that parameters with state, gradients and updates are blocks."""
        blocks = [
            [n for n in self.tensors if self.tensors[n].kind in ("input", "target", "rate")],
            [*parameters, *state],
            [],
            [f"d_{n}" for n in parameters],
            [f"{n}'" for n in (*parameters, *state)],
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
            parameters, {s.writes: s for s in self.steps}, state,
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
