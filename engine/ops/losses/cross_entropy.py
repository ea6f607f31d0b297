"""Cross-entropy of probabilities, as after softmax; there ∂E/∂z comes out as a − y."""

from dataclasses import dataclass

import numpy as np

from engine.families.loss import TINY, LossOp
from engine.op import Array
from engine.rule import rule


@dataclass(frozen=True)
class CrossEntropy(LossOp):
    """E = −Σ y ln a, ∂E/∂a = −y / a."""

    domain = (0.0, 1.0)
    suited = "softmax"

    @rule("-(c * sum(y * log(a)))")
    def E(self, out: Array, a: Array, y: Array) -> None:
        out[...] = -np.sum(y * np.log(np.maximum(a, TINY))) * self.scale(a)

    @rule("-(g * y / a)")
    def d_a(self, out: Array, a: Array, y: Array) -> None:
        np.divide(y, np.maximum(a, TINY), out=out)
        np.multiply(out, -self.scale(a), out=out)
