"""A role of an op in one record: its kind, its symbols, where it lives and how it begins."""

from dataclasses import dataclass
from functools import cached_property

KINDS = (
    "input", "output", "weight", "bias", "gain", "statistic", "state", "mask", "noise", "slope",
    "target",
)  # fmt: skip
"""A weight multiplies what runs along its wire, a gain what is at its own cell; a bias is added.
A statistic is computed from many cells or from the past; a state is carried from iteration to
iteration; a mask holds switches; noise is drawn before the steps; a slope is a local derivative."""

PARAMETERS = ("weight", "bias", "gain")
"""Kinds that are trained."""

BEGINS = {"gain": 1.0, "state": 0.0}
"""Where a kind begins that is not drawn."""


@dataclass(frozen=True)
class Role:
    """A role by its kind, one of KINDS.

    LaTeX has @ where the indices stand. `<z>` in it is the symbol of what plays the role z.
    """

    kind: str
    symbol: str = ""
    """LaTeX of one cell; where it is empty, the role's own name. Indices go behind it, so that a
    power of its own stands in braces: `{\\sigma^{2}}@`."""
    matrix: str = ""
    """LaTeX of the whole tensor; where it is empty, the symbol in bold."""
    end: str = "to"
    """Where it lives on a wire: from, to or via."""
    initial: float | None = None
    """What it begins with, where that is not what its kind begins with."""
    batched: bool | None = None
    """Whether it has the batch as its first axis; by default all have but parameters and state."""
    gradient: str = ""
    """LaTeX of one cell of its gradient, where that has a letter of its own."""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"a role is one of {', '.join(KINDS)}, not {self.kind}")

    @cached_property
    def trained(self) -> bool:
        """Whether it is a parameter."""
        return self.kind in PARAMETERS

    @cached_property
    def per_example(self) -> bool:
        """Whether each example has its own."""
        return (not self.trained and self.kind != "state") if self.batched is None else self.batched

    @property
    def begins(self) -> float | None:
        """The value it begins with; None where it is drawn."""
        return BEGINS.get(self.kind) if self.initial is None else self.initial
