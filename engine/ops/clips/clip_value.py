"""Clip by value: no entry of a gradient is larger than a limit."""

from dataclasses import dataclass

import numpy as np

from engine.families.optimizer import UpdateOp
from engine.op import Array
from engine.roles import Role
from engine.rule import rule
from engine.settings import bounded


@dataclass(frozen=True)
class ClipValue(UpdateOp):
    """c = ∂E/∂w held between −limit and limit, as torch.nn.utils.clip_grad_value_."""

    limit: float = bounded(1.0, low=1e-9, high=1e6, symbol=r"c_{\max}")
    family = "clip"
    roles = {"d_w": Role("input", end="from"), "c": Role("output", "c")}

    @rule("min(max(d_w, -limit), limit)")
    def c(self, out: Array, d_w: Array) -> None:
        np.maximum(d_w, -self.limit, out=out)
        np.minimum(out, self.limit, out=out)
