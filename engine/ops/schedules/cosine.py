"""Cosine: the learning rate glides from its start to a floor."""

from dataclasses import dataclass

import numpy as np

from engine.families.schedule import ScheduleOp
from engine.op import Array
from engine.rule import rule
from engine.settings import bounded


@dataclass(frozen=True)
class Cosine(ScheduleOp):
    """η = least + ½ (η₀ − least) (1 + cos(π (k − 1) / period)) (Loshchilov and Hutter 2017).

    As torch.optim.lr_scheduler.CosineAnnealingLR: past the period it rises again.
    """

    period: int = bounded(100, low=1, high=1_000_000, symbol=r"\mathrm{period}")
    least: float = bounded(0.0, low=0.0, high=1.0, symbol=r"\eta_{\min}")

    @rule("least + (eta0 - least) * (1 + cos(pi * (k - 1) / period)) / 2")
    def eta(self, out: Array, eta0: Array, k: Array) -> None:
        swing = 1 + np.cos(np.pi * (k - 1) / self.period)
        np.add((eta0 - self.least) * swing / 2, self.least, out=out)
