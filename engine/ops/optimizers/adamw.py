"""AdamW: Adam, whose weights also shrink by a fixed share that the gradient has no say in."""

from dataclasses import dataclass

import numpy as np

from engine.op import Array
from engine.ops.optimizers.adam import Adam
from engine.rule import rule
from engine.settings import bounded


@dataclass(frozen=True)
class Adamw(Adam):
    """As Adam, but w' = (1 − η λ) w − η m̂ / (√v̂ + ε) (Loshchilov and Hutter 2019).

    As torch.optim.AdamW: λ is multiplied by η and acts on biases too.
    """

    decay: float = bounded(0.01, low=0.0, high=10.0, symbol=r"\lambda")

    m_new, v_new, m_hat, v_hat = Adam.m_new, Adam.v_new, Adam.m_hat, Adam.v_hat

    @rule("(1 - eta * decay) * w - eta * m_hat / (sqrt(v_hat) + epsilon)")
    def w_new(self, out: Array, w: Array, eta: Array, m_hat: Array, v_hat: Array) -> None:
        np.sqrt(v_hat, out=out)
        np.add(out, self.epsilon, out=out)
        np.divide(m_hat, out, out=out)
        np.multiply(out, eta, out=out)
        np.subtract((1 - eta * self.decay) * w, out, out=out)
