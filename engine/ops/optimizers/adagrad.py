"""Adagrad: a weight that has had large gradients takes smaller steps."""

from dataclasses import dataclass

import numpy as np

from engine.families.optimizer import OptimizerOp
from engine.op import Array
from engine.roles import Role
from engine.rule import rule
from engine.settings import bounded


@dataclass(frozen=True)
class Adagrad(OptimizerOp):
    """v' = v + (∂E/∂w)², w' = w − η ∂E/∂w / (√v' + ε) (Duchi, Hazan and Singer 2011).

    As torch.optim.Adagrad; `accumulator` is v before the first iteration. Its lr_decay is left
    out: a schedule of the learning rate is an op of its own here.
    """

    accumulator: float = bounded(0.0, low=0.0, high=10.0)
    epsilon: float = bounded(1e-10, low=1e-16, high=1.0)
    roles = {"v": Role("state", "v")}

    @rule("v + d_w ** 2")
    def v_new(self, out: Array, v: Array, d_w: Array) -> None:
        np.multiply(d_w, d_w, out=out)
        np.add(v, out, out=out)

    @rule("w - eta * d_w / (sqrt(v_new) + epsilon)")
    def w_new(self, out: Array, w: Array, eta: Array, d_w: Array, v_new: Array) -> None:
        np.sqrt(v_new, out=out)
        np.add(out, self.epsilon, out=out)
        np.divide(d_w, out, out=out)
        np.multiply(out, eta, out=out)
        np.subtract(w, out, out=out)

    def begin(self, role: str) -> float:
        return self.accumulator
