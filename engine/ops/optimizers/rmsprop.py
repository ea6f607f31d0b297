"""RMSProp: a step is measured by the recent size of its gradient."""

from dataclasses import dataclass

import numpy as np

from engine.families.optimizer import OptimizerOp
from engine.op import Array
from engine.roles import Role
from engine.rule import rule
from engine.settings import bounded


@dataclass(frozen=True)
class Rmsprop(OptimizerOp):
    """v' = α v + (1 − α) (∂E/∂w)², w' = w − η ∂E/∂w / (√v' + ε) (Tieleman and Hinton 2012).

    As torch.optim.RMSprop, neither centred nor with momentum; ε stands outside of the root.
    """

    alpha: float = bounded(0.99, low=0.0, high=1.0)
    epsilon: float = bounded(1e-8, low=1e-16, high=1.0)
    roles = {"v": Role("state", "v")}

    @rule("alpha * v + (1 - alpha) * d_w ** 2")
    def v_new(self, out: Array, v: Array, d_w: Array) -> None:
        np.multiply(d_w, d_w, out=out)
        np.multiply(out, 1 - self.alpha, out=out)
        np.add(self.alpha * v, out, out=out)

    @rule("w - eta * d_w / (sqrt(v_new) + epsilon)")
    def w_new(self, out: Array, w: Array, eta: Array, d_w: Array, v_new: Array) -> None:
        np.sqrt(v_new, out=out)
        np.add(out, self.epsilon, out=out)
        np.divide(d_w, out, out=out)
        np.multiply(out, eta, out=out)
        np.subtract(w, out, out=out)
