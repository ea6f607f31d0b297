"""Lion: every weight moves by the same step; only the direction is learned from the gradient."""

from dataclasses import dataclass

import numpy as np

from engine.families.optimizer import OptimizerOp
from engine.op import Array
from engine.ops.optimizers.adam import ALMOST_ONE
from engine.roles import Role
from engine.rule import rule
from engine.settings import bounded


@dataclass(frozen=True)
class Lion(OptimizerOp):
    """w' = w − η sgn(β₁ m + (1 − β₁) ∂E/∂w), then m' = β₂ m + (1 − β₂) ∂E/∂w (Chen et al. 2023).

    m is 0 at first; sgn 0 = 0. PyTorch has none; with the paper's β, as Keras, without decay.
    """

    beta1: float = bounded(0.9, low=0.0, high=ALMOST_ONE, symbol=r"\beta_{1}")
    beta2: float = bounded(0.99, low=0.0, high=ALMOST_ONE, symbol=r"\beta_{2}")
    roles = {"m": Role("state", "m"), "direction": Role("statistic", r"\mathrm{sgn}")}

    @rule("sign(beta1 * m + (1 - beta1) * d_w)")
    def direction(self, out: Array, m: Array, d_w: Array) -> None:
        np.multiply(d_w, 1 - self.beta1, out=out)
        np.add(self.beta1 * m, out, out=out)
        np.sign(out, out=out)

    @rule("beta2 * m + (1 - beta2) * d_w")
    def m_new(self, out: Array, m: Array, d_w: Array) -> None:
        np.multiply(d_w, 1 - self.beta2, out=out)
        np.add(self.beta2 * m, out, out=out)

    @rule("w - eta * direction")
    def w_new(self, out: Array, w: Array, eta: Array, direction: Array) -> None:
        np.multiply(direction, eta, out=out)
        np.subtract(w, out, out=out)
