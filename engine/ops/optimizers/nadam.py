"""Nadam: Adam whose momentum looks a step ahead, as Nesterov's does."""

from dataclasses import dataclass

import numpy as np

from engine.families.optimizer import OptimizerOp
from engine.op import Array, Shape
from engine.ops.optimizers.adam import ALMOST_ONE, Adam
from engine.roles import Role
from engine.rule import rule
from engine.settings import bounded


@dataclass(frozen=True)
class Nadam(OptimizerOp):
    """Dozat (2016), as torch.optim.NAdam: μ = β₁ (1 − ½ · 0.96^(ψ k)) grows towards β₁, ν is the μ
    of the next iteration, and p' = μ p, from 1 on, is their product so far.

    w' = w − η ((1 − μ) / (1 − p') ∂E/∂w + ν / (1 − ν p') m') / (√v̂ + ε), with m', v' and v̂ of Adam.
    """

    beta1: float = bounded(0.9, low=0.0, high=ALMOST_ONE, symbol=r"\beta_{1}")
    beta2: float = bounded(0.999, low=0.0, high=ALMOST_ONE, symbol=r"\beta_{2}")
    epsilon: float = bounded(1e-8, low=1e-16, high=1.0)
    decay: float = bounded(0.004, low=0.0, high=1.0, symbol=r"\psi")
    roles = {
        "m": Role("state", "m"),
        "v": Role("state", "v"),
        "v_hat": Role("statistic", r"\hat{v}"),
        "p": Role("state", "p", initial=1.0),
        "mu": Role("statistic", r"\mu"),
        "next": Role("statistic", r"\nu"),
    }

    @rule("beta1 * (1 - 0.5 * 0.96 ** (decay * k))")
    def mu(self, out: Array, k: Array) -> None:
        out[...] = self.beta1 * (1 - 0.5 * 0.96 ** (self.decay * k))

    @rule("beta1 * (1 - 0.5 * 0.96 ** (decay * (k + 1)))")
    def next(self, out: Array, k: Array) -> None:
        out[...] = self.beta1 * (1 - 0.5 * 0.96 ** (self.decay * (k + 1)))

    @rule("mu * p")
    def p_new(self, out: Array, mu: Array, p: Array) -> None:
        np.multiply(p, mu, out=out)

    m_new, v_new, v_hat = Adam.m_new, Adam.v_new, Adam.v_hat

    @rule(
        "w - eta * ((1 - mu) / (1 - p_new) * d_w + next / (1 - next * p_new) * m_new)"
        " / (sqrt(v_hat) + epsilon)"
    )
    def w_new(
        self, out: Array, w: Array, eta: Array, mu: Array, p_new: Array, d_w: Array, next: Array,
        m_new: Array, v_hat: Array,
    ) -> None:  # fmt: skip
        step = (1 - mu) / (1 - p_new) * d_w + next / (1 - next * p_new) * m_new
        np.sqrt(v_hat, out=out)
        np.add(out, self.epsilon, out=out)
        np.divide(step, out, out=out)
        np.multiply(out, eta, out=out)
        np.subtract(w, out, out=out)

    def shapes(self, x: Shape) -> dict[str, Shape]:
        return super().shapes(x) | {"mu": (), "next": ()}
