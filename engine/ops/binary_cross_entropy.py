"""Binary cross-entropy: every output is a probability of its own, as after a sigmoid."""

from dataclasses import dataclass

import numpy as np

from engine.loss import LEAST, TINY, LossOp
from engine.op import Array, rule


@dataclass(frozen=True)
class BinaryCrossEntropy(LossOp):
    """E = −Σ (y ln a + (1 − y) ln(1 − a)), ∂E/∂a = (a − y) / (a (1 − a)).

    Differs from PyTorch's BCELoss in that outputs are summed, never averaged.
    """

    domain = (0.0, 1.0)

    @rule("-(c * sum(y * log(a) + (1 - y) * log(1 - a)))")
    def E(self, out: Array, a: Array, y: Array) -> None:
        on, off = np.log(np.maximum(a, TINY)), np.log(np.maximum(1.0 - a, LEAST))
        out[...] = -np.sum(y * on + (1.0 - y) * off) * self.scale(a)

    @rule("g * (a - y) / (a * (1 - a))")
    def d_a(self, out: Array, a: Array, y: Array) -> None:
        np.subtract(a, y, out=out)
        np.divide(out, np.maximum(a, TINY) * np.maximum(1.0 - a, LEAST), out=out)
        np.multiply(out, self.scale(a), out=out)
