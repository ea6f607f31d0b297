"""Nesterov's momentum: the step already reckons with where the speed will carry it."""

from dataclasses import dataclass

import numpy as np

from engine.op import Array
from engine.ops.optimizers.momentum import Momentum
from engine.rule import rule


@dataclass(frozen=True)
class Nesterov(Momentum):
    """m' = μ m + ∂E/∂w, w' = w − η (∂E/∂w + μ m') (Nesterov 1983, as Sutskever et al. 2013).

    As torch.optim.SGD with nesterov=True.
    """

    m_new = Momentum.m_new

    @rule("w - eta * (d_w + mu * m_new)")
    def w_new(self, out: Array, w: Array, eta: Array, d_w: Array, m_new: Array) -> None:
        np.multiply(m_new, self.mu, out=out)
        np.add(out, d_w, out=out)
        np.multiply(out, eta, out=out)
        np.subtract(w, out, out=out)
