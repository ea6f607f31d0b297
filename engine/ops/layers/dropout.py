"""Dropout: in every iteration some cells are left out by chance, so none is relied on."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from engine.families.layer import LayerOp
from engine.op import Array, Shape
from engine.roles import Role
from engine.rule import rule
from engine.settings import bounded


@dataclass(frozen=True)
class Dropout(LayerOp):
    """x ⊙ m with a mask m of 0 or 1 / (1 − p), so that the mean stays (Srivastava et al. 2014).

    A cell falls out where its random number u lies below the rate p, as in torch.nn.Dropout
    while training. The numbers come from seed, iteration and op, and stand in the trace.
    """

    rate: float = bounded(0.5, low=0.0, high=0.99, symbol="p")
    layout_free = True
    roles = {
        "noise": Role("noise", "u@"),
        "mask": Role("mask", "m@"),
        "drop": Role("output", r"\tilde{x}@"),
    }

    @rule("(noise >= rate) / (1 - rate)")
    def mask(self, out: Array, noise: Array) -> None:
        np.greater_equal(noise, self.rate, out=out)
        np.divide(out, 1 - self.rate, out=out)

    @rule("mask * x", r"<mask> \odot <x>")
    def drop(self, out: Array, mask: Array, x: Array) -> None:
        np.multiply(_beside(mask, x), x, out=out)

    @rule("mask * d_drop", r"<mask> \odot <d_drop>")
    def d_x(self, out: Array, mask: Array, d_drop: Array) -> None:
        np.multiply(_beside(mask, d_drop), d_drop, out=out)

    def used(self) -> Self:
        """Nothing falls out."""
        return replace(self, rate=0.0)

    def shapes(self, x: Shape) -> dict[str, Shape]:
        return dict.fromkeys(("noise", "mask", "drop"), x)


def _beside(mask: Array, x: Array) -> Array:
    """The mask with as many axes as x; one for each channel has two less."""
    return mask.reshape(*mask.shape, *(1,) * (x.ndim - mask.ndim))
