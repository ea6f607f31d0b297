"""Hinge: an output costs nothing once it is on the right side by a margin of 1."""

from dataclasses import dataclass

import numpy as np

from engine.families.loss import LossOp
from engine.op import Array
from engine.rule import rule


@dataclass(frozen=True)
class Hinge(LossOp):
    """E = Σ max(0, 1 − y a) for y = ±1, ∂E/∂a = −y where y a < 1, else 0 (Cortes and Vapnik 1995).

    The loss of a support vector machine. PyTorch has none of this name; Keras has, with the mean
    over outputs.
    """

    targets = (-1.0, 1.0)
    smooth = False

    @rule("c * sum(max(0, 1 - y * a))")
    def E(self, out: Array, a: Array, y: Array) -> None:
        room = 1.0 - y * a
        out[...] = np.sum(np.where(room.real > 0, room, 0.0)) * self.scale(a)

    @rule("-(g * (y * a < 1) * y)")
    def d_a(self, out: Array, a: Array, y: Array) -> None:
        np.multiply(y * a < 1.0, y, out=out)
        np.multiply(out, -self.scale(a), out=out)

    def piece(self, *read: Array) -> Array:
        a, y = read
        return np.asarray((y * a).real < 1.0)
