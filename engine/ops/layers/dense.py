"""Dense: every unit sees every input."""

from dataclasses import dataclass

import numpy as np

from engine.families.layer import LayerOp, Z
from engine.op import Array, Shape
from engine.roles import Role
from engine.rule import rule
from engine.settings import bounded


@dataclass(frozen=True)
class Dense(LayerOp):
    """z = W x + b, with x of shape (N, n), W of shape (units, n) and b of shape (units,).

    The bias is the weight w₀ of a constant input x₀ = 1.
    """

    units: int = bounded(low=1, high=256)
    roles = {
        "z": Z,
        "W": Role("weight", "w@", r"\mathbf{W}@", end="via"),
        "b": Role("bias", "b@"),
    }
    activated = True
    wiring = "all"

    @rule("sum(W * x) + b", r"<W> <x> + <b>")
    def z(self, out: Array, x: Array, W: Array, b: Array) -> None:
        np.dot(x, W.T, out=out)
        np.add(out, b, out=out)

    @rule("sum(d_z * x)", r"<d_z> <x>^{\top}")
    def d_W(self, out: Array, d_z: Array, x: Array) -> None:
        np.dot(d_z.T, x, out=out)

    @rule("sum(d_z)", r"\textstyle\sum_{n} <d_z>")
    def d_b(self, out: Array, d_z: Array) -> None:
        np.sum(d_z, axis=0, out=out)

    @rule("sum(W * d_z)", r"<W>^{\top} <d_z>")
    def d_x(self, out: Array, W: Array, d_z: Array) -> None:
        np.dot(d_z, W, out=out)

    def shapes(self, x: Shape) -> dict[str, Shape]:
        if len(x) != 1:
            raise ValueError("dense takes a list of numbers for each example: flatten makes one")
        return {"z": (self.units,), "W": (self.units, *x), "b": (self.units,)}
