"""Adam: momentum over the recent size of the gradient, both corrected for starting at zero."""

from dataclasses import dataclass

import numpy as np

from engine.families.optimizer import OptimizerOp
from engine.op import Array
from engine.roles import Role
from engine.rule import rule
from engine.settings import bounded

ALMOST_ONE = 0.999999
"""Largest β: at 1 nothing would ever be learned from, and the correction would divide by 0."""


@dataclass(frozen=True)
class Adam(OptimizerOp):
    """Kingma and Ba (2015), algorithm 1, line by line; k counts iterations from 1.

    m' = β₁ m + (1 − β₁) ∂E/∂w and v' = β₂ v + (1 − β₂) (∂E/∂w)² start at 0, too small at first:
    m̂ = m' / (1 − β₁ᵏ) and v̂ = v' / (1 − β₂ᵏ) undo that, and w' = w − η m̂ / (√v̂ + ε).
    As torch.optim.Adam without amsgrad.
    """

    beta1: float = bounded(0.9, low=0.0, high=ALMOST_ONE, symbol=r"\beta_{1}")
    beta2: float = bounded(0.999, low=0.0, high=ALMOST_ONE, symbol=r"\beta_{2}")
    epsilon: float = bounded(1e-8, low=1e-16, high=1.0)
    roles = {
        "m": Role("state", "m"),
        "v": Role("state", "v"),
        "m_hat": Role("statistic", r"\hat{m}"),
        "v_hat": Role("statistic", r"\hat{v}"),
    }

    @rule("beta1 * m + (1 - beta1) * d_w")
    def m_new(self, out: Array, m: Array, d_w: Array) -> None:
        np.multiply(d_w, 1 - self.beta1, out=out)
        np.add(self.beta1 * m, out, out=out)

    @rule("beta2 * v + (1 - beta2) * d_w ** 2")
    def v_new(self, out: Array, v: Array, d_w: Array) -> None:
        np.multiply(d_w, d_w, out=out)
        np.multiply(out, 1 - self.beta2, out=out)
        np.add(self.beta2 * v, out, out=out)

    @rule("m_new / (1 - beta1 ** k)")
    def m_hat(self, out: Array, m_new: Array, k: Array) -> None:
        np.divide(m_new, 1.0 - self.beta1**k, out=out)

    @rule("v_new / (1 - beta2 ** k)")
    def v_hat(self, out: Array, v_new: Array, k: Array) -> None:
        np.divide(v_new, 1.0 - self.beta2**k, out=out)

    @rule("w - eta * m_hat / (sqrt(v_hat) + epsilon)")
    def w_new(self, out: Array, w: Array, eta: Array, m_hat: Array, v_hat: Array) -> None:
        np.sqrt(v_hat, out=out)
        np.add(out, self.epsilon, out=out)
        np.divide(m_hat, out, out=out)
        np.multiply(out, eta, out=out)
        np.subtract(w, out, out=out)
