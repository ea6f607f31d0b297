"""A rule is one equation of an op, `written = rule(reads)`.

It is a method. Its name is the tensor role it writes, its parameters are the roles it reads, and
`out` is the array to fill. `d_t` is always ∂E/∂t. The decorator carries the formula of one cell,
in Python syntax, and for whole tensors a LaTeX form where it differs.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Rule:
    """One equation of an op: the role it writes, the roles it reads, and its two formulas."""

    writes: str
    reads: tuple[str, ...]
    cell: str
    matrix: str | None
    many: bool = field(default=False, repr=False)
    """Whether its one role is played by many tensors, of all parameters or of all inputs.

    `sum(role)` adds their cells, `one(role)` is the cell of the only one with a wire there.
    """

    def over(self, roles: tuple[str, ...]) -> "Rule":
        """The rule with a role of its own for each of many tensors."""
        role = self.reads[0]
        wired = " | ".join(f"sum({r})" for r in roles)
        cell = self.cell.replace(f"sum({role})", f"({' + '.join(roles)})")
        cell = cell.replace(f"one({role})", f"({wired})")
        listed = ", ".join(f"<{r}>" for r in roles)
        matrix = self.matrix and self.matrix.replace(f"<{role}>", listed)
        return Rule(self.writes, roles, cell, matrix)

    def to(self, number: int) -> "Rule":
        """The derivative for one of many inputs."""
        return Rule(f"{self.writes}{number}", self.reads, self.cell, self.matrix)


def rule(cell: str, matrix: str | None = None) -> Callable[[Callable[..., None]], Any]:
    """Mark a method as a rule.

    `cell` gives one cell of the written tensor in terms of roles and constants; `sum(...)`
    runs over the wires that meet in the cell (and over the batch, where the written tensor
    has no batch axis). `matrix` is LaTeX with `<role>`; without it the cell formula serves.
    """

    def mark(method: Callable[..., None]) -> Callable[..., None]:
        given = tuple(inspect.signature(method).parameters.values())[2:]
        reads = [p for p in given if p.kind is not p.KEYWORD_ONLY]
        many = any(p.kind is p.VAR_POSITIONAL for p in reads)
        names = tuple(p.name for p in reads)
        method.rule = Rule(method.__name__, names, cell, matrix, many)  # type: ignore[attr-defined]
        return method

    return mark
