"""Step decay: the learning rate falls by a factor every so many iterations."""

from dataclasses import dataclass

import numpy as np

from engine.families.schedule import ScheduleOp
from engine.op import Array
from engine.rule import rule
from engine.settings import bounded


@dataclass(frozen=True)
class StepDecay(ScheduleOp):
    """η = η₀ γᵈ with d = ⌊(k − 1) / every⌋, as torch.optim.lr_scheduler.StepLR."""

    every: int = bounded(100, low=1, high=1_000_000, symbol=r"\mathrm{every}")
    gamma: float = bounded(0.5, low=0.0, high=1.0)

    @rule("eta0 * gamma ** floor((k - 1) / every)")
    def eta(self, out: Array, eta0: Array, k: Array) -> None:
        np.multiply(eta0, self.gamma ** np.floor((k - 1) / self.every), out=out)
