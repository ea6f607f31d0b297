"""An op is a frozen value with rules: what every layer, activation, loss and optimizer is."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from functools import cached_property, lru_cache
from typing import Any, ClassVar, Self

import numpy as np

from engine.formula import Constant
from engine.roles import PARAMETERS, Role
from engine.rule import Rule
from engine.settings import Settings

Shape = tuple[int, ...]
Array = np.ndarray


_OTHER = Role("input")


class Op(Settings):
    """What every layer, activation, loss and optimizer is."""

    family: ClassVar[str] = ""
    offered: ClassVar[bool] = True
    """False: a program puts it in the place of another op of the same kind."""
    roles: ClassVar[Mapping[str, Role]] = {}
    """Every role it reads or writes, by name; a subclass adds to those of its base."""
    input: ClassVar[str] = ""
    """Its first role of kind input."""
    output: ClassVar[str] = ""
    """Its role of kind output."""
    parameters: ClassVar[tuple[str, ...]] = ()
    """Its roles that are trained."""
    many: ClassVar[bool] = False
    """Whether it reads any number of inputs."""
    wiring: ClassVar[str] = "same"
    """How input and output are wired: same, all, sum, window, pool or listed (engine/wiring.py)."""
    smooth: ClassVar[bool] = True
    """Whether the forward rule has a derivative everywhere (complex step applies)."""
    rules: ClassVar[Mapping[str, Rule]] = {}
    layout_free: ClassVar[bool] = False
    """Whether its rules take arrays in whatever order their numbers lie in memory, `out` too; if
    not, each is contiguous. (Of a view `out.reshape(…)` would be a copy, and `dot` refuses one.)
    Wired `same`, a rule whose tensors all have one shape may be given them as rows of cells."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.__dict__.get("kinks"):
            cls.smooth = False
        known: dict[str, Role] = {}
        for base in reversed(cls.__mro__):
            known |= vars(base).get("roles", {})
        cls.roles = known
        cls.input, cls.output = (next(iter(cls.playing(k)), "") for k in ("input", "output"))
        cls.parameters = cls.playing(*PARAMETERS)
        found: dict[str, Rule] = {}
        for base in cls.__mro__:  # a class's own rules come before the ones it inherits
            for name, method in vars(base).items():
                if hasattr(method, "rule"):
                    found.setdefault(name, method.rule)
        cls.rules = found
        cls.many = any(r.many and r.reads == (cls.input,) for r in found.values())

    def shapes(self, *inputs: Any, **more: Any) -> dict[str, Shape]:
        """Shape of each role it owns, for one example, given the shapes of its inputs.

        Raises ValueError where it does not fit (InvalidSetting where a setting does not,
        InvalidInput where one of many inputs does not).
        """
        raise NotImplementedError

    def method(self, rule: Rule, inputs: Sequence[Shape], which: int) -> Callable[..., None]:
        """The method of a rule, for input number `which` of those with these shapes."""
        return getattr(self, rule.writes)  # type: ignore[no-any-return]

    def bound(
        self, inputs: Sequence[Shape], *, forward: bool
    ) -> list[tuple[Rule, Callable[..., None]]]:
        """Its rules, forward or backward, with their methods; a role for each of many inputs."""
        rules = self.forward if forward else self.backward
        if not self.many:
            return [(r, self.method(r, inputs, 0)) for r in rules]
        numbers = range(1, len(inputs) + 1)
        found = []
        for r in rules:
            if r.writes == f"d_{self.input}":
                found += [(r.to(n), self.method(r, inputs, n - 1)) for n in numbers]
            else:
                all_of_it = r.over(tuple(f"{self.input}{n}" for n in numbers)) if r.many else r
                found.append((all_of_it, self.method(r, inputs, 0)))
        return found

    def wires(self, x: Shape) -> list[tuple[int, int]]:
        """Of an op that lists its wires: which cell of its input goes into which of its output."""
        raise NotImplementedError

    def cells(self, role: str, x: Shape) -> list[str] | None:
        """Of a rule whose cells have formulas of their own: that of each, for an input of shape x.

        There `x[3]` is a certain cell of the role x.
        """
        return None

    def piece(self, *read: Array) -> Array | None:
        """Which smooth piece of its forward rule each cell of its input lies on; None where there
        is but one. A loss is given its targets too."""
        return None

    def used(self) -> Self:
        """What stands in its place when the network is used, not trained."""
        return self

    def constants(self, sizes: Mapping[str, int]) -> dict[str, Constant]:
        """Values that formulas name beside roles.

        `sizes` holds N (batch), n (cells of an input) and C (its features or channels).
        """
        found = {"pi": Constant(r"\pi", math.pi, literal=True)}
        for f in fields(self):  # type: ignore[arg-type]
            value, symbol = getattr(self, f.name), f.metadata.get("symbol")
            if symbol or isinstance(value, float):
                found[f.name] = Constant(symbol or "\\" + f.name, value)
        return found

    @classmethod
    def playing(cls, *kinds: str) -> tuple[str, ...]:
        """Its roles of these kinds, by name."""
        return tuple(name for name, role in cls.roles.items() if role.kind in kinds)

    @classmethod
    @lru_cache(maxsize=4096)
    def record(cls, name: str) -> Role | None:
        """The record of a role, also by the name of its gradient, of its new value, or of one of
        many inputs. What a rule reads beside its op's own roles, such as w and η, has none.
        """
        for known in (name, base(name).removesuffix("_new"), base(name).rstrip("0123456789")):
            if known in cls.roles:
                return cls.roles[known]
        return None

    @classmethod
    @lru_cache(maxsize=4096)
    def role(cls, name: str) -> Role:
        """The same; what has no record is an input."""
        return cls.record(name) or _OTHER

    @classmethod
    def letter(cls, name: str) -> str:
        """LaTeX of one cell of a role, without indices."""
        return cls.role(name).symbol.removesuffix("@") or name

    def batched(self, role: str) -> bool:
        """Whether the tensor in this role has the batch as its first axis."""
        return self.role(role).per_example

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
        """Local slopes and one rule per derivative, in order."""
        others = (*self.forward, *self.renewal)
        return tuple(r for r in self.rules.values() if r not in others)

    @cached_property
    def renewal(self) -> tuple[Rule, ...]:
        """The rules that give a layer's state its new values: `mean_new` renews `mean`."""
        state = {f"{role}_new" for role in self.playing("state")}
        return tuple(r for r in self.rules.values() if r.writes in state)


def base(role: str) -> str:
    """The role that a gradient belongs to: `d_W` → `W`."""
    return role.removeprefix("d_")
