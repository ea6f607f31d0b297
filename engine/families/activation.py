"""What every activation is: z → a with the slope s, and one that acts on each cell alone."""

from dataclasses import replace
from typing import Any, ClassVar

import numpy as np

from engine.op import Array, Op, Shape
from engine.roles import Role
from engine.rule import rule


class ActivationOp(Op):
    """z → a, shown inside the neuron that holds z."""

    family = "activation"
    layout_free = True
    roles = {
        "z": Role("input", "z@", end="from"),
        "a": Role("output", "a@"),
        "s": Role("slope", end="from"),
    }
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

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.roles = {  # a slope is written with the name of its function
            name: replace(
                role, symbol=f"{cls.phi}'(<{cls.input}>)", matrix=f"{cls.phi}'(<{cls.input}>)"
            )
            if role.kind == "slope"
            else role
            for name, role in cls.roles.items()
        }

    def shapes(self, x: Shape) -> dict[str, Shape]:
        return {role: x for role in self.roles if role in self.rules}

    def piece(self, *read: Array) -> Array | None:
        (x,) = read
        return np.searchsorted(self.kinks, x.real) if self.kinks else None


class Elementwise(ActivationOp):
    """An activation that acts on each cell alone: a subclass gives `a` and its slope `s`."""

    @rule("d_a * s", r"<d_a> \odot <s>")
    def d_z(self, out: Array, d_a: Array, s: Array) -> None:
        np.multiply(d_a, s, out=out)
