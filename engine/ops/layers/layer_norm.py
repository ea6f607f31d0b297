"""Layer norm: the numbers of each example are brought to mean 0 and variance 1."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

import numpy as np

from engine.families.layer import LayerOp
from engine.formula import Constant
from engine.op import Array, Shape
from engine.roles import Role
from engine.rule import rule
from engine.settings import bounded


@dataclass(frozen=True)
class LayerNorm(LayerOp):
    """y = γ x̂ + β with x̂ = (x − μ) / √(σ² + ε), over all numbers of an example (Ba et al. 2016).

    σ² is the mean of squares, divided by n. As torch.nn.LayerNorm over all axes of an example,
    with a γ and a β for each number.
    """

    epsilon: float = bounded(1e-5, low=1e-12, high=1.0)
    layout_free = True
    roles = {
        "mu": Role("statistic", r"\mu@"),
        "var": Role("statistic", r"{\sigma^{2}}@"),
        "hat": Role("statistic", r"\hat{x}@"),
        "g": Role("gain", r"\gamma@"),
        "b": Role("bias", r"\beta@"),
        "norm": Role("output", "y@"),
        "e": Role("statistic", r"\bar{e}@"),
        "q": Role("statistic", r"\bar{q}@"),
    }

    @rule("sum(x) / n", r"\tfrac{1}{n} \textstyle\sum <x>")
    def mu(self, out: Array, x: Array) -> None:
        np.mean(x, axis=_cells(x), out=out)

    @rule("sum((x - mu) ** 2) / n", r"\tfrac{1}{n} \textstyle\sum \left(<x> - <mu>\right)^{2}")
    def var(self, out: Array, x: Array, mu: Array) -> None:
        np.mean((x - _beside(mu, x)) ** 2, axis=_cells(x), out=out)

    @rule("(x - mu) / sqrt(var + epsilon)")
    def hat(self, out: Array, x: Array, mu: Array, var: Array) -> None:
        np.subtract(x, _beside(mu, x), out=out)
        np.divide(out, np.sqrt(_beside(var, x) + self.epsilon), out=out)

    @rule("g * hat + b", r"<g> \odot <hat> + <b>")
    def norm(self, out: Array, g: Array, hat: Array, b: Array) -> None:
        np.multiply(hat, g, out=out)
        np.add(out, b, out=out)

    @rule("sum(d_norm * hat)", r"\textstyle\sum_{n} <d_norm> \odot <hat>")
    def d_g(self, out: Array, d_norm: Array, hat: Array) -> None:
        np.sum(d_norm * hat, axis=0, out=out)

    @rule("sum(d_norm)", r"\textstyle\sum_{n} <d_norm>")
    def d_b(self, out: Array, d_norm: Array) -> None:
        np.sum(d_norm, axis=0, out=out)

    @rule("g * d_norm", r"<g> \odot <d_norm>")
    def d_hat(self, out: Array, g: Array, d_norm: Array) -> None:
        np.multiply(g, d_norm, out=out)

    @rule("sum(d_hat) / n", r"\tfrac{1}{n} \textstyle\sum <d_hat>")
    def e(self, out: Array, d_hat: Array) -> None:
        np.mean(d_hat, axis=_cells(d_hat), out=out)

    @rule("sum(d_hat * hat) / n", r"\tfrac{1}{n} \textstyle\sum <d_hat> \odot <hat>")
    def q(self, out: Array, d_hat: Array, hat: Array) -> None:
        np.mean(d_hat * hat, axis=_cells(hat), out=out)

    @rule("(d_hat - e - q * hat) / sqrt(var + epsilon)")
    def d_x(self, out: Array, d_hat: Array, e: Array, q: Array, hat: Array, var: Array) -> None:
        np.multiply(_beside(q, hat), hat, out=out)
        np.add(out, _beside(e, hat), out=out)
        np.subtract(d_hat, out, out=out)
        np.divide(out, np.sqrt(_beside(var, hat) + self.epsilon), out=out)

    def shapes(self, x: Shape) -> dict[str, Shape]:
        if prod(x) < 2:
            raise ValueError("of one number nothing is left but 0: a norm needs at least two")
        each: dict[str, Shape] = dict.fromkeys(("mu", "var", "e", "q"), ())
        return each | dict.fromkeys(("hat", "g", "b", "norm"), x)

    def constants(self, sizes: Mapping[str, int]) -> dict[str, Constant]:
        return super().constants(sizes) | {"n": Constant("n", sizes["n"])}


def _cells(x: Array) -> tuple[int, ...]:
    """The axes of an example."""
    return tuple(range(1, x.ndim))


def _beside(each: Array, x: Array) -> Array:
    """One number for each example, with the axes of x."""
    return each.reshape(-1, *(1,) * (x.ndim - 1))
