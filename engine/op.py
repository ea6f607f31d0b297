"""An op is a frozen value with rules; a rule is one equation, `written = rule(reads)`.

A rule is a method. Its name is the tensor role it writes, its parameters are the roles it
reads, and `out` is the array to fill. `d_t` is always ∂E/∂t. The decorator carries the
formula of one cell, in Python syntax, and for whole tensors a LaTeX form where it differs.
"""

import inspect
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from engine.formula import Constant
from engine.settings import InvalidSetting, Settings, bounded, choice, is_number  # noqa: F401

Shape = tuple[int, ...]
Array = np.ndarray


@dataclass(frozen=True)
class Rule:
    """One equation of an op: the role it writes, the roles it reads, and its two formulas."""

    writes: str
    reads: tuple[str, ...]
    cell: str
    matrix: str | None
    many: bool = field(default=False, repr=False)
    """Whether its one role is played by a tensor of every parameter; `sum(role)` adds them."""

    def over(self, roles: tuple[str, ...]) -> "Rule":
        """The rule with a role of its own for each of many tensors."""
        cell = self.cell.replace(f"sum({self.reads[0]})", f"({' + '.join(roles)})")
        return Rule(self.writes, roles, cell, self.matrix)


def rule(cell: str, matrix: str | None = None) -> Callable[[Callable[..., None]], Any]:
    """Mark a method as a rule.

    `cell` gives one cell of the written tensor in terms of roles and constants; `sum(...)`
    runs over the wires that meet in the cell (and over the batch, where the written tensor
    has no batch axis). `matrix` is LaTeX with `<role>`; without it the cell formula serves.
    """

    def mark(method: Callable[..., None]) -> Callable[..., None]:
        reads = tuple(inspect.signature(method).parameters.values())[2:]
        many = any(p.kind is p.VAR_POSITIONAL for p in reads)
        names = tuple(p.name for p in reads)
        method.rule = Rule(method.__name__, names, cell, matrix, many)  # type: ignore[attr-defined]
        return method

    return mark


class Op(Settings):
    """What every layer, activation, loss and optimizer is."""

    family: ClassVar[str] = ""
    input: ClassVar[str] = "x"
    output: ClassVar[str] = ""
    parameters: ClassVar[tuple[str, ...]] = ()
    wiring: ClassVar[str] = "same"
    """How input and output are wired: same, all, sum, window or pool (engine/wiring.py)."""
    ends: ClassVar[Mapping[str, str]] = {}
    """Where a role lives on a wire: `from`, `to` or `via`; a role not named lives at `to`."""
    symbols: ClassVar[Mapping[str, str]] = {}
    """LaTeX of one cell of a role, with @ for its indices, where it is not the role's letter."""
    smooth: ClassVar[bool] = True
    """Whether the forward rule has a derivative everywhere (complex step applies)."""
    rules: ClassVar[Mapping[str, Rule]] = {}
    noise: ClassVar[tuple[str, ...]] = ()
    """Roles filled with uniform random numbers between 0 and 1 before the steps."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.__dict__.get("kinks"):
            cls.smooth = False
        found: dict[str, Rule] = {}
        for base in cls.__mro__:  # a class's own rules come before the ones it inherits
            for name, method in vars(base).items():
                if hasattr(method, "rule"):
                    found.setdefault(name, method.rule)
        cls.rules = found

    @property
    def others(self) -> Mapping[str, int]:
        """Roles that read an earlier layer: role → its place in `layers`, −1 for the input."""
        return {}

    def shapes(self, x: Shape) -> dict[str, Shape]:
        """Shape of each role it owns, for one example, given the shape of its input.

        Raises ValueError where it does not fit (InvalidSetting where a setting does not).
        """
        raise NotImplementedError

    def piece(self, x: Array) -> Array | None:
        """Which smooth piece of its forward rule each cell lies on; None where there is but one."""
        return None

    def used(self) -> "Op":
        """What stands in its place when the network is used, not trained."""
        return self

    def constants(self, sizes: Mapping[str, int]) -> dict[str, Constant]:
        """Values that formulas name beside roles; `sizes` holds N (batch) and n (outputs)."""
        found = {"pi": Constant(r"\pi", math.pi, literal=True)}
        for f in fields(self):  # type: ignore[arg-type]
            value, symbol = getattr(self, f.name), f.metadata.get("symbol")
            if symbol or isinstance(value, float):
                found[f.name] = Constant(symbol or "\\" + f.name, value)
        return found

    def batched(self, role: str) -> bool:
        """Whether the tensor in this role has the batch as its first axis."""
        return base(role) not in self.parameters

    @cached_property
    def forward(self) -> tuple[Rule, ...]:
        """The rules that make the output, in order."""
        needed, todo = set(), [self.output]
        while todo:
            name = todo.pop()
            if name in self.rules and name not in needed:
                needed.add(name)
                todo.extend(self.rules[name].reads)
        return tuple(r for r in self.rules.values() if r.writes in needed)

    @cached_property
    def backward(self) -> tuple[Rule, ...]:
        """All other rules, in order: local slopes and one rule per derivative."""
        return tuple(r for r in self.rules.values() if r not in self.forward)


class LayerOp(Op):
    """What a layer does: x → z with parameters, an activation behind; or without either."""

    family = "layer"
    input, output = "x", "z"
    parameters: ClassVar[tuple[str, ...]] = ("W", "b")
    ends = {"x": "from", "z": "to", "W": "via", "b": "to"}
    symbols = {"z": "z@", "W": "w@", "b": "b@"}


class ActivationOp(Op):
    """z → a, shown inside the neuron that holds z."""

    family = "activation"
    input, output = "z", "a"
    ends = {"z": "from", "a": "to", "s": "from"}
    phi: ClassVar[str] = r"\varphi"
    """LaTeX name of the function."""
    range: ClassVar[tuple[float, float]] = (-np.inf, np.inf)
    """Smallest and largest value of a."""
    steepest: ClassVar[float | None] = None
    """The largest slope it can have, where the lesson needs it."""
    kinks: ClassVar[tuple[float, ...]] = ()
    """Values of z where its slope jumps; at a kink itself the slope to the left is used."""
    homogeneous: ClassVar[bool] = False
    """Whether φ(c z) = c φ(z) for every c > 0. Then a = z φ′(z), as Euler found."""

    def shapes(self, x: Shape) -> dict[str, Shape]:
        return {role: x for role in ("a", "s") if role in self.rules}

    def piece(self, x: Array) -> Array | None:
        return np.searchsorted(self.kinks, x.real) if self.kinks else None


class Elementwise(ActivationOp):
    """An activation that acts on each cell alone: a subclass gives `a` and its slope `s`."""

    @rule("d_a * s", r"<d_a> \odot <s>")
    def d_z(self, out: Array, d_a: Array, s: Array) -> None:
        np.multiply(d_a, s, out=out)


def base(role: str) -> str:
    """The role that a gradient belongs to: `d_W` → `W`."""
    return role.removeprefix("d_")
