"""The backward phase: the gradient of all that lies between a parameter and the loss.

A tensor that several ops read gets a share of its gradient from each of them; a step of its
own sums the shares. That is the sum over all paths, one branching at a time.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from engine.op import base
from engine.ops import registry
from engine.program.program import Tensor
from engine.rule import Rule

if TYPE_CHECKING:
    from engine.program.build import Builder

Bound = tuple[Rule, Callable[..., None]]


class Gradients:
    """Adds the steps of the backward phase to a program that has its loss."""

    def __init__(self, builder: "Builder", input_gradient: bool) -> None:
        self.builder = builder
        self.readers: dict[str, list[int]] = defaultdict(list)
        self.needed = {"a0"} if input_gradient else set()
        """Tensors whose gradient is asked for, or leads to one that is."""
        for index, (op, roles) in enumerate(zip(builder.ops, builder.roles, strict=True)):
            names = [roles[role] for role in builder.inputs(index)]
            for name in names:
                self.readers[name].append(index)
            if op.parameters or self.needed & set(names):
                self.needed.add(roles[op.output])

    def build(self) -> None:
        """One step per rule that leads from the loss to what is needed, last op first."""
        for index in reversed(range(len(self.builder.ops))):
            op, roles = self.builder.ops[index], self.builder.roles[index]
            asked = [role for role in self.builder.inputs(index) if roles[role] in self.needed]
            rules = self.builder.bound(index, forward=False)
            for rule, method in _leading_to([*asked, *op.parameters], rules):
                if rule.writes not in roles:
                    self.gradient(index, base(rule.writes))
                self.builder.step(index, rule, "backward", method)
            for role in asked:
                if index == self.readers[roles[role]][0] != self.readers[roles[role]][-1]:
                    self.gather(index, role)

    def gradient(self, index: int, role: str) -> None:
        """Add the tensor that a rule of an op writes: a gradient, or the op's share of it."""
        op, roles = self.builder.ops[index], self.builder.roles[index]
        of = self.builder.tensors[roles[role]]
        if len(self.readers[of.name]) > 1:
            through = self.builder.tensors[roles[op.output]]
            roles[f"d_{role}"] = self.tensor(of, "share", index, through)
        else:
            self.known(of, self.tensor(of, "gradient", index))

    def gather(self, index: int, role: str) -> None:
        """Sum the shares of the gradient of a tensor; `index` is the first op that reads it."""
        builder, name = self.builder, self.builder.roles[index][role]
        of, op = builder.tensors[name], registry["gather"]()
        parts = [t.name for t in builder.tensors.values() if (t.kind, t.of) == ("share", name)]
        shares = {f"p{k}": part for k, part in enumerate(parts, 1)}
        gathered = self.tensor(of, "gradient", index)
        builder.ops.append(op)
        builder.layers.append(of.layer)
        builder.roles.append({op.input: shares["p1"], **shares, op.output: gathered})
        builder.step(len(builder.ops) - 1, op.rules[op.output].over(tuple(shares)), "backward")
        self.known(of, gathered)

    def tensor(self, of: Tensor, kind: str, index: int, through: Tensor | None = None) -> str:
        """Add the gradient of a tensor, or its share `through` another; returns the name."""
        name, cell, whole = f"d_{of.name}", _partial(of.symbol), _partial(of.matrix)
        if letter := self.letter(of):
            cell, whole = letter, rf"\boldsymbol{{{letter.removesuffix('@')}}}@"
        if through:
            layer = f"^{{({through.layer})}}" if through.layer else ""
            name = f"{name}_{through.name}"
            cell, whole = (
                rf"{symbol}\big|_{{{letter.replace('@', layer)}}}"
                for symbol, letter in ((cell, through.symbol), (whole, through.matrix))
            )
        owner = of.op if of.op is not None else index
        self.builder.add(
            name, kind, f"d_{of.role}", of.role_kind, owner, of.layer, of.cells, of.batched, cell,
            matrix=whole, of=of.name,
        )  # fmt: skip
        return name

    def letter(self, of: Tensor) -> str:
        """The symbol that the gradient of a tensor has of its own, if it has one."""
        return "" if of.op is None else self.builder.ops[of.op].role(of.role).gradient

    def known(self, of: Tensor, gradient: str) -> None:
        """Whoever knows a tensor knows its gradient; a reader with a share keeps to that."""
        for roles in self.builder.roles:
            if of.name in roles.values():
                for role, name in tuple(roles.items()):
                    if name == of.name:
                        roles.setdefault(f"d_{role}", gradient)


def _leading_to(wanted: Sequence[str], rules: Sequence[Bound]) -> list[Bound]:
    """The rules that give the gradients of these roles, with all that they need."""
    needed = {f"d_{role}" for role in wanted}
    for rule, _ in reversed(rules):
        if rule.writes in needed:
            needed |= set(rule.reads)
    return [bound for bound in rules if bound[0].writes in needed]


def _partial(symbol: str) -> str:
    return rf"\frac{{\partial E}}{{\partial {symbol}}}"
