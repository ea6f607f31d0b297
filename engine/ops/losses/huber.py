"""Huber: squared where the error is small, straight where it is large, so that no outlier rules."""

from dataclasses import dataclass

import numpy as np

from engine.families.loss import LossOp
from engine.op import Array
from engine.rule import rule
from engine.settings import bounded


@dataclass(frozen=True)
class Huber(LossOp):
    """E = Σ r (a − y − r / 2) with r = a − y held within ±κ, ∂E/∂a = r (Huber 1964).

    That is ½ (a − y)² as far as κ, and κ |a − y| − ½ κ² beyond.

    κ is the delta of torch.nn.HuberLoss, which takes the mean over outputs too.
    """

    delta: float = bounded(1.0, low=1e-6, high=1e6, symbol=r"\kappa")

    @rule("c * sum(min(delta, abs(a - y)) * (abs(a - y) - min(delta, abs(a - y)) / 2))")
    def E(self, out: Array, a: Array, y: Array) -> None:
        error = a - y
        held = self._held(error)
        out[...] = np.sum(held * (error - held / 2)) * self.scale(a)

    @rule("g * max(-delta, min(delta, a - y))")
    def d_a(self, out: Array, a: Array, y: Array) -> None:
        np.multiply(self._held(a - y), self.scale(a), out=out)

    def _held(self, error: Array) -> Array:
        """The error within ±κ; a complex one by its real part."""
        end = np.clip(error.real, -self.delta, self.delta)
        held: Array = np.where(error.real == end, error, end)
        return held
