"""Flatten: the cells of an image in one row, for the dense layer behind it."""

from dataclasses import dataclass
from math import prod

import numpy as np

from engine.families.layer import LayerOp
from engine.op import Array, Shape
from engine.roles import Role
from engine.rule import rule


@dataclass(frozen=True)
class Flatten(LayerOp):
    """x of shape (N, …) as (N, n): channel by channel, row by row. No number changes."""

    layout_free = True
    roles = {"flat": Role("output", "f@")}

    @rule("x", r"\operatorname{vec}(<x>)")
    def flat(self, out: Array, x: Array) -> None:
        np.copyto(out, x.reshape(out.shape))

    @rule("d_flat", r"\operatorname{vec}^{-1}(<d_flat>)")
    def d_x(self, out: Array, d_flat: Array) -> None:
        np.copyto(out, d_flat.reshape(out.shape))

    def shapes(self, x: Shape) -> dict[str, Shape]:
        return {"flat": (prod(x),)}
