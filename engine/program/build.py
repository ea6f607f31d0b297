"""Builds a program: binds the roles of ops to named tensors, once, in the order they run."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import chain

from engine.families.loss import LossOp
from engine.families.optimizer import OptimizerOp, UpdateOp
from engine.formula import Constant, latex, template
from engine.kept import kept
from engine.op import Op, Shape
from engine.ops import registry
from engine.program.gradients import Gradients
from engine.program.layer import Layer
from engine.program.program import Program, Step, Tensor, constants, inputs
from engine.program.update import Updates
from engine.rule import Rule
from engine.symbols import bold, primed

GIVEN = ("input", "target", "noise", "rate")
"""Kinds of tensors that are filled before the steps."""


@kept(lambda made: made.bytes)
def program(
    layers: tuple[Layer, ...],
    loss: LossOp,
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
        self.named: dict[int, dict[str, Constant]] = {}
        """The constants of each op that has steps."""

    def build(
        self, layers: tuple[Layer, ...], loss: LossOp, optimizer: OptimizerOp,
        frozen: frozenset[str], shape: Shape, around: tuple[UpdateOp, ...], input_gradient: bool,
    ) -> Program:  # fmt: skip
        """The whole program for examples of this shape; raises ValueError if an op does not fit."""
        self.add("a0", "input", "x", "input", None, 0, shape, True, "x@")
        number, outputs = 0, ["a0"]
        for place, layer in enumerate(layers):
            last = [outputs[source + 1] for source in layer.sources(place)]
            for op in layer.ops:
                number += bool(op.parameters)
                last = [self.attach(op, number, last)]
            outputs += last
        beside = {role: self.roles[-1][role] for role in loss.beside}
        self.attach(loss, None, outputs[-1:], beside)
        for index in range(len(self.ops)):
            phase = "loss" if self.ops[index] is loss else "forward"
            for rule, method in self.bound(index, forward=True):
                self.step(index, rule, phase, method)
        Gradients(self, input_gradient).build()
        parameters = tuple(t.name for t in self.tensors.values() if t.kind == "parameter")
        kept = self.renewals()
        state = Updates(self, parameters, frozen).build(optimizer, around)
        return self.finish(parameters, kept + state)

    def renewals(self) -> tuple[str, ...]:
        """Add the steps that give the state of layers its new values; return its names."""
        found = []
        for index, (op, roles) in enumerate(zip(self.ops, self.roles, strict=True)):
            for rule in op.renewal:
                of = self.tensors[roles[rule.writes.removesuffix("_new")]]
                roles[rule.writes] = f"{of.name}'"
                self.add(
                    f"{of.name}'", "update", rule.writes, of.role_kind, index, of.layer, of.cells,
                    False, primed(of.symbol), primed(of.matrix), of.name,
                )  # fmt: skip
                self.step(index, rule, "update")
                found.append(of.name)
        return tuple(found)

    def inputs(self, index: int) -> tuple[str, ...]:
        """The roles in which an op reads other ops' tensors."""
        return inputs(self.ops[index], self.roles[index])

    def bound(self, index: int, *, forward: bool) -> list[tuple[Rule, Callable[..., None]]]:
        """The rules of an op, forward or backward, with their methods."""
        roles = self.roles[index]
        shapes = [self.tensors[roles[role]].cells for role in self.inputs(index)]
        return self.ops[index].bound(shapes, forward=forward)

    def attach(
        self,
        op: Op,
        layer: int | None,
        names: list[str],
        beside: Mapping[str, str] | None = None,
    ) -> str:
        """Add an op behind the tensors it reads, with its own; return its output's name."""
        index, number = len(self.ops), "" if layer is None else str(layer)
        reads = {op.input: names[0], **(beside or {})}
        if op.many:
            reads |= {f"{op.input}{k}": name for k, name in enumerate(names, 1)}
        self.ops.append(op)
        self.layers.append(layer)
        self.roles.append(reads)
        for role, shape in op.shapes(*(self.tensors[name].cells for name in names)).items():
            name = self.free(role + number)
            self.roles[index][role] = name
            record = op.role(role)
            cell = self.filled(record.symbol, "symbol", reads) or f"{role}@"
            whole = self.filled(record.matrix, "matrix", reads) or bold(cell)
            self.add(
                name, kind_of(op, role), role, record.kind, index, layer, shape,
                op.batched(role), cell, whole,
            )  # fmt: skip
        return self.roles[index][op.output]

    def add(
        self, name: str, kind: str, role: str, role_kind: str, op: int | None, layer: int | None,
        cells: Shape, batched: bool, symbol: str, matrix: str | None = None, of: str | None = None,
    ) -> None:  # fmt: skip
        """Add a tensor; `cells` is its shape for one example."""
        shape = (self.batch, *cells) if batched else cells
        self.tensors[name] = Tensor(
            name, kind, role, role_kind, op, layer, of, shape, batched, symbol,
            matrix or bold(symbol),
        )  # fmt: skip

    def filled(self, text: str, which: str, reads: dict[str, str]) -> str:
        """LaTeX of a role with the symbols (or matrices) of those that play what it names."""
        return re.sub(r"<(\w+)>", lambda m: str(getattr(self.tensors[reads[m[1]]], which)), text)

    def free(self, name: str) -> str:
        """The name, or the name with a letter behind it where it is taken."""
        if name not in self.tensors:
            return name
        return next(n for c in "bcdefghijklm" if (n := name + c) not in self.tensors)

    def step(
        self, index: int, rule: Rule, phase: str, method: Callable[..., None] | None = None
    ) -> None:
        """Add the step of a rule of an op, with its formulas and the keys of its sentence."""
        op, roles = self.ops[index], self.roles[index]
        named = self.named.get(index)
        if named is None:
            named = self.named[index] = constants(op, roles, self.tensors, self.batch)
        parts = latex(rule.cell, named)
        given = self.tensors.get(roles.get(op.input, ""))
        own = op.cells(rule.writes, given.cells) if given else None
        cells = None if own is None else tuple(tuple(latex(cell, named)) for cell in own)
        self.steps.append(
            Step(
                len(self.steps), phase, index, self.layers[index], rule,
                method or getattr(op, rule.writes), roles[rule.writes],
                {role: roles[role] for role in rule.reads},
                rule.matrix or template(parts), tuple(parts), cells,
                None if own is None else tuple(own),
                sentence_keys(op, rule, phase),
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
        placed = {*chain(*blocks)}
        rest = [s for s in self.steps if s.writes not in placed]
        order = list(dict.fromkeys(s.rule.writes for s in rest if s.phase == "update"))
        rest.sort(key=lambda s: order.index(s.rule.writes) if s.phase == "update" else -1)
        blocks[2] = [s.writes for s in rest]
        table: dict[str, Tensor] = {}
        offset = 0
        for name in chain(*blocks):
            tensor = table[name] = self.tensors[name]
            object.__setattr__(tensor, "offset", offset)  # nobody else has seen it yet
            offset += tensor.size
        roles = tuple({r: n for r, n in one.items() if n in table} for one in self.roles)
        return Program(
            tuple(self.ops), roles, table, tuple(self.steps), self.batch, offset,
            parameters, {s.writes: s for s in self.steps}, state,
        )  # fmt: skip


def kind_of(op: Op, role: str) -> str:
    """Kind of the tensor that an op owns in a role."""
    record = op.role(role)
    if record.trained:
        return "parameter"
    if record.kind == "output" and op.family == "loss":
        return "loss"
    return record.kind if record.kind in ("output", "noise", "target", "state") else "local"


def sentence_keys(op: Op, rule: Rule, phase: str) -> tuple[str, ...]:
    """Keys of the sentence of a rule, most specific first.

    First those of the op and of what it is made from; then by the kind of role that is written,
    with the kinds that are read to tell what is done, and without.
    """
    return _keys(type(op), rule.writes, rule.reads, phase)  # type: ignore[arg-type]  # a class has a hash


@lru_cache(maxsize=4096)
def _keys(op: type[Op], writes: str, reads: tuple[str, ...], phase: str) -> tuple[str, ...]:
    parents = [c.kind for c in op.__mro__[1:] if issubclass(c, Op) and c.kind in registry]
    kinds = {op.role(r).kind for r in reads if r.removeprefix("d_") == r}
    telling = "-".join(sorted(kinds - {"input", "output", "noise"}))
    written = op.role(writes).kind
    return (
        *(f"step.{kind}.{writes}" for kind in (op.kind, *parents)),
        *([f"step.{phase}.{written}.{telling}"] if telling else []),
        f"step.{phase}.{op.family}.{written}",
        f"step.{phase}.{written}",
        f"step.{phase}",
    )
