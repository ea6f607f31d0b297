"""Gradient descent: one step against the gradient, η long."""

from dataclasses import dataclass

import numpy as np

from engine.families.optimizer import OptimizerOp
from engine.op import Array
from engine.rule import rule


@dataclass(frozen=True)
class Sgd(OptimizerOp):
    """w' = w − η ∂E/∂w (Robbins and Monro 1951)."""

    @rule("w - eta * d_w")
    def w_new(self, out: Array, w: Array, eta: Array, d_w: Array) -> None:
        np.multiply(d_w, eta, out=out)
        np.subtract(w, out, out=out)
