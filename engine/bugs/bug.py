"""A bug is a classic mistake: it looks at a step and may put a wrong one in its place."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from engine.op import Array, Op, Shape
from engine.rule import Rule

READS, RULE, RESULT = range(3)
FIRST, LAST = "first", "last"
"""Of the terms of a sum: the first one of each example alone, or the last one of all."""


@dataclass(frozen=True)
class Site:
    """A step of a program as a bug sees it."""

    phase: str
    op: Op
    rule: Rule
    method: Callable[..., None]
    writes: str
    """Name of the tensor."""
    reads: Mapping[str, str]
    """Role → name of the tensor."""
    roles: Mapping[str, str]
    """The same for all roles of its op."""
    shapes: Mapping[str, Shape]
    """Tensor → its shape for one example."""
    kinds: Mapping[str, str]
    """Tensor → kind of its role."""
    batch: int
    at_output: bool
    """Whether its op is the activation of the output."""

    def shape(self, role: str) -> Shape:
        """Shape, for one example, of what plays a role of the op."""
        return self.shapes[self.roles[role]]

    @property
    def gives_input_gradient(self) -> bool:
        """Whether it carries a gradient from a layer with weights to the tensor before it."""
        return self.rule.writes == "d_x" and "W" in self.reads

    def with_rule(
        self, cell: str, method: Callable[..., None], reads: tuple[str, ...] | None = None,
        matrix: str | None = None, **how: Any,
    ) -> "Wrong":  # fmt: skip
        """A wrong step with another formula, from these roles of the op (the same, if left out)."""
        roles = tuple(self.reads) if reads is None else reads
        known = {**self.roles, **self.reads}
        rule = Rule(self.rule.writes, roles, cell, matrix)
        return Wrong(rule, method, {role: known[role] for role in roles}, **how)

    def reading(self, role: str, tensor: str) -> "Wrong":
        """The same step, with another tensor in a role."""
        return Wrong(self.rule, self.method, {**self.reads, role: tensor})

    def scaled(self, factor: float) -> "Wrong":
        """The same step, its result multiplied."""
        right = self.method

        def method(out: Array, *read: Array) -> None:
            right(out, *read)
            out *= factor

        return self.with_rule(f"{factor!r} * ({self.rule.cell})", method)


@dataclass(frozen=True)
class Wrong:
    """What a bug puts in the place of a step: it writes the same tensor."""

    rule: Rule
    method: Callable[..., None] = field(repr=False)
    reads: Mapping[str, str]
    only: str | None = None
    """Of a sum only FIRST or LAST counts."""
    turned: tuple[str, ...] = ()
    """Roles whose kernel lies turned round by half a circle."""


class Bug:
    """A classic mistake. A subclass is a file; its name gives the id."""

    id: ClassVar[str]
    phase: ClassVar[str] = "backward"
    """Where it bites: forward, loss, backward or update."""
    turn: ClassVar[int] = RULE
    """What it changes of a step: what it READS, its RULE, or only the RESULT. In this order bugs
    are put in; of those that change the rule, one step takes but one."""
    needs: ClassVar[str]
    """What a network must have for it to make sense, as it ends the sentence `it needs …`."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.id = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", cls.__name__).lower()

    def replace(self, at: Site) -> Wrong | None:
        """The wrong step for a right one; None where it is not touched."""
        raise NotImplementedError
