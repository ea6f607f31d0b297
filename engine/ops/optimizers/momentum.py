"""Momentum: the steps gather speed where the gradient keeps its direction."""

from dataclasses import dataclass

import numpy as np

from engine.families.optimizer import OptimizerOp
from engine.op import Array
from engine.roles import Role
from engine.rule import rule
from engine.settings import bounded


@dataclass(frozen=True)
class Momentum(OptimizerOp):
    """m' = μ m + ∂E/∂w, w' = w − η m' (Polyak 1964), m = 0 at first.

    As torch.optim.SGD with momentum, without dampening: η stands outside of m.
    """

    mu: float = bounded(0.9, low=0.0, high=1.0)
    roles = {"m": Role("state", "m")}

    @rule("mu * m + d_w")
    def m_new(self, out: Array, m: Array, d_w: Array) -> None:
        np.multiply(m, self.mu, out=out)
        np.add(out, d_w, out=out)

    @rule("w - eta * m_new")
    def w_new(self, out: Array, w: Array, eta: Array, m_new: Array) -> None:
        np.multiply(m_new, eta, out=out)
        np.subtract(w, out, out=out)
