"""Builds a program: binds the roles of ops to named tensors, once, in the order they run."""

from dataclasses import replace
from functools import lru_cache

from engine.formula import latex, template
from engine.gradients import Gradients
from engine.op import Op, Rule, Shape
from engine.optimizer import OptimizerOp, UpdateOp
from engine.program import Program, Step, Tensor, constants
from engine.update import Updates

GIVEN = ("input", "target", "noise", "rate")
"""Kinds of tensors that are filled before the steps."""


@lru_cache(maxsize=256)
def program(
    layers: tuple[tuple[Op, ...], ...],
    loss: Op,
    optimizer: OptimizerOp,
    frozen: frozenset[str],
    input_shape: Shape,
    batch: int,
    around: tuple[UpdateOp, ...] = (),
    input_gradient: bool = False,
) -> Program:
    """The program of one iteration: forward through the ops of `layers`, loss, backward, update.

    `around` holds the schedule, clip and penalty of the update, in the order they act.
    """
    return Builder(batch).build(
        layers, loss, optimizer, frozen, input_shape, around, input_gradient
    )


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
        self, layers: tuple[tuple[Op, ...], ...], loss: Op, optimizer: OptimizerOp,
        frozen: frozenset[str], shape: Shape, around: tuple[UpdateOp, ...], input_gradient: bool,
    ) -> Program:  # fmt: skip
        """The whole program for examples of this shape; raises ValueError if an op does not fit."""
        self.add("a0", "input", "x", None, 0, shape, True, "x@")
        number, outputs = 0, ["a0"]
        for layer in layers:
            last = outputs[-1]
            for op in layer:
                number += bool(op.parameters)
                others = {role: outputs[source + 1] for role, source in op.others.items()}
                last = self.attach(op, number, {op.input: last, **others})
            outputs.append(last)
        self.attach(loss, None, {loss.input: outputs[-1]})
        for index in range(len(self.ops)):
            phase = "loss" if self.ops[index] is loss else "forward"
            for rule in self.ops[index].forward:
                self.step(index, rule, phase)
        Gradients(self, input_gradient).build()
        parameters = tuple(t.name for t in self.tensors.values() if t.kind == "parameter")
        state = Updates(self, parameters, frozen).build(optimizer, around)
        return self.finish(parameters, state)

    def attach(self, op: Op, layer: int | None, reads: dict[str, str]) -> str:
        """Add an op behind the tensors it reads, with its own; return its output's name."""
        index, number = len(self.ops), "" if layer is None else str(layer)
        self.ops.append(op)
        self.layers.append(layer)
        self.roles.append(reads)
        for role, shape in op.shapes(self.tensors[reads[op.input]].cells).items():
            name = self.free(role + number)
            self.roles[index][role] = name
            kind, batched = kind_of(op, role), op.batched(role)
            self.add(name, kind, role, index, layer, shape, batched, symbol(op, role))
        return self.roles[index][op.output]

    def add(
        self, name: str, kind: str, role: str, op: int | None, layer: int | None, cells: Shape,
        batched: bool, symbol: str, matrix: str | None = None, of: str | None = None,
    ) -> None:  # fmt: skip
        """Add a tensor; `cells` is its shape for one example."""
        shape = (self.batch, *cells) if batched else cells
        self.tensors[name] = Tensor(
            name, kind, role, op, layer, of, shape, batched, symbol, matrix or bold(symbol, role)
        )

    def free(self, name: str) -> str:
        """The name, or the name with a letter behind it where it is taken."""
        taken = [name, *(f"{name}{c}" for c in "bcdefghijklm")]
        return next(n for n in taken if n not in self.tensors)

    def step(self, index: int, rule: Rule, phase: str) -> None:
        """Add the step of a rule of an op, with its formulas and the keys of its sentence."""
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
        """Lay the tensors out so that parameters with state, gradients and updates are blocks.

        What else an update writes stands by its role, so that it is the same for all parameters.
        """
        blocks = [
            [n for n in self.tensors if self.tensors[n].kind in GIVEN],
            [*parameters, *state],
            [],
            [f"d_{n}" for n in parameters],
            [f"{n}'" for n in (*parameters, *state)],
        ]
        placed = {n for block in blocks for n in block}
        rest = [s for s in self.steps if s.writes not in placed]
        order = list(dict.fromkeys(s.rule.writes for s in rest if s.phase == "update"))
        rest.sort(key=lambda s: order.index(s.rule.writes) if s.phase == "update" else -1)
        blocks[2] = [s.writes for s in rest]
        table: dict[str, Tensor] = {}
        offset = 0
        for name in (n for block in blocks for n in block):
            table[name] = replace(self.tensors[name], offset=offset)
            offset += table[name].size
        roles = tuple({r: n for r, n in one.items() if n in table} for one in self.roles)
        return Program(
            tuple(self.ops), roles, table, tuple(self.steps), self.batch, offset,
            parameters, {s.writes: s for s in self.steps}, state,
        )  # fmt: skip


def kind_of(op: Op, role: str) -> str:
    """Kind of the tensor that an op owns in a role."""
    if role in op.parameters:
        return "parameter"
    if role == op.output:
        return "loss" if op.family == "loss" else "output"
    if role in op.noise:
        return "noise"
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
