"""Clip by norm: the gradient keeps its direction, but is never longer than a limit."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.families.optimizer import UpdateOp
from engine.formula import Constant
from engine.op import Array, Shape
from engine.roles import Role
from engine.rule import rule
from engine.settings import bounded

TINY = 1e-6
"""Added to the norm before it divides, as PyTorch does."""


@dataclass(frozen=True)
class ClipNorm(UpdateOp):
    """c = f ∂E/∂w with f = min(1, limit / (‖∇E‖ + 10⁻⁶)) (Pascanu, Mikolov and Bengio 2013).

    The norm goes over all trained parameters together, as torch.nn.utils.clip_grad_norm_.
    """

    limit: float = bounded(1.0, low=1e-9, high=1e6, symbol=r"c_{\max}")
    family = "clip"
    roles = {
        "d_w": Role("input", end="from"),
        "q": Role("statistic", "q"),
        "norm": Role("statistic", r"\mathrm{norm}"),
        "factor": Role("statistic", r"\mathrm{factor}"),
        "c": Role("output", "c"),
    }
    wiring = "sum"

    @rule("sum(d_w ** 2)", r"\textstyle\sum (<d_w>)^{2}")
    def q(self, out: Array, d_w: Array) -> None:
        out[...] = np.sum(d_w * d_w)

    @rule("sqrt(sum(q))")
    def norm(self, out: Array, *q: Array) -> None:
        np.sqrt(sum(q), out=out)

    @rule("min(1, limit / (norm + tiny))")
    def factor(self, out: Array, norm: Array) -> None:
        out[...] = min(1.0, self.limit / (norm + TINY))

    @rule("factor * d_w")
    def c(self, out: Array, factor: Array, d_w: Array) -> None:
        np.multiply(d_w, factor, out=out)

    def shapes(self, x: Shape) -> dict[str, Shape]:
        return {"q": (), "norm": (), "factor": (), "c": x}

    def constants(self, sizes: Mapping[str, int]) -> dict[str, Constant]:
        return super().constants(sizes) | {"tiny": Constant("10^{-6}", TINY, literal=True)}
