"""Batch norm: each feature is brought to mean 0 and variance 1 over the batch."""

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
class BatchNorm(LayerOp):
    """y = γ x̂ + β with x̂ = (x − μ) / √(σ² + ε), μ and σ² of a feature over the batch, of a channel
    over all its places too (Ioffe and Szegedy 2015).

    Running values take in those of each batch with the weight ρ, the variance unbiased, with m − 1.
    In use they stand in for the batch, so that an answer does not depend on what else is asked.
    As torch.nn.BatchNorm1d and 2d.
    """

    epsilon: float = bounded(1e-5, low=1e-12, high=1.0)
    momentum: float = bounded(0.1, low=0.0, high=1.0, symbol=r"\rho")
    layout_free = True
    roles = {
        "running_mean": Role("state", r"\bar{\mu}@"),
        "running_var": Role("state", r"{\bar{\sigma}^{2}}@", initial=1.0),
        "mu": Role("statistic", r"\mu@", batched=False),
        "var": Role("statistic", r"{\sigma^{2}}@", batched=False),
        "hat": Role("statistic", r"\hat{x}@"),
        "g": Role("gain", r"\gamma@"),
        "b": Role("bias", r"\beta@"),
        "norm": Role("output", "y@"),
        "e": Role("statistic", r"\bar{e}@", batched=False),
        "q": Role("statistic", r"\bar{q}@", batched=False),
    }

    @rule("sum(x) / m", r"\tfrac{1}{m} \textstyle\sum <x>")
    def mu(self, out: Array, x: Array) -> None:
        np.mean(x, axis=_places(x), out=out)

    @rule("sum((x - mu) ** 2) / m", r"\tfrac{1}{m} \textstyle\sum \left(<x> - <mu>\right)^{2}")
    def var(self, out: Array, x: Array, mu: Array) -> None:
        np.mean((x - _beside(mu, x)) ** 2, axis=_places(x), out=out)

    @rule("(x - mu) / sqrt(var + epsilon)")
    def hat(self, out: Array, x: Array, mu: Array, var: Array) -> None:
        np.subtract(x, _beside(mu, x), out=out)
        np.divide(out, np.sqrt(_beside(var, x) + self.epsilon), out=out)

    @rule("g * hat + b", r"<g> \odot <hat> + <b>")
    def norm(self, out: Array, g: Array, hat: Array, b: Array) -> None:
        np.multiply(hat, _beside(g, hat), out=out)
        np.add(out, _beside(b, hat), out=out)

    @rule("sum(d_norm * hat)", r"\textstyle\sum <d_norm> \odot <hat>")
    def d_g(self, out: Array, d_norm: Array, hat: Array) -> None:
        np.sum(d_norm * hat, axis=_places(hat), out=out)

    @rule("sum(d_norm)", r"\textstyle\sum <d_norm>")
    def d_b(self, out: Array, d_norm: Array) -> None:
        np.sum(d_norm, axis=_places(d_norm), out=out)

    @rule("g * d_norm", r"<g> \odot <d_norm>")
    def d_hat(self, out: Array, g: Array, d_norm: Array) -> None:
        np.multiply(_beside(g, d_norm), d_norm, out=out)

    @rule("sum(d_hat) / m", r"\tfrac{1}{m} \textstyle\sum <d_hat>")
    def e(self, out: Array, d_hat: Array) -> None:
        np.mean(d_hat, axis=_places(d_hat), out=out)

    @rule("sum(d_hat * hat) / m", r"\tfrac{1}{m} \textstyle\sum <d_hat> \odot <hat>")
    def q(self, out: Array, d_hat: Array, hat: Array) -> None:
        np.mean(d_hat * hat, axis=_places(hat), out=out)

    @rule("(d_hat - e - q * hat) / sqrt(var + epsilon)")
    def d_x(self, out: Array, d_hat: Array, e: Array, q: Array, hat: Array, var: Array) -> None:
        np.multiply(_beside(q, hat), hat, out=out)
        np.add(out, _beside(e, hat), out=out)
        np.subtract(d_hat, out, out=out)
        np.divide(out, np.sqrt(_beside(var, hat) + self.epsilon), out=out)

    @rule("(1 - momentum) * running_mean + momentum * mu")
    def running_mean_new(self, out: Array, running_mean: Array, mu: Array) -> None:
        np.multiply(running_mean, 1 - self.momentum, out=out)
        np.add(out, self.momentum * mu, out=out)

    @rule("(1 - momentum) * running_var + momentum * var * m / (m - 1)")
    def running_var_new(self, out: Array, running_var: Array, var: Array, x: Array) -> None:
        m = x.size / var.size
        np.multiply(running_var, 1 - self.momentum, out=out)
        np.add(out, self.momentum * (var * m / (m - 1)), out=out)

    def used(self) -> "BatchNorm":
        """With the running values."""
        return _InUse(self.epsilon, self.momentum)

    def fewest(self, x: Shape) -> int:
        return 2 if prod(x[1:]) == 1 else 1

    def shapes(self, x: Shape) -> dict[str, Shape]:
        each = ("running_mean", "running_var", "mu", "var", "g", "b", "e", "q")
        return dict.fromkeys(each, x[:1]) | dict.fromkeys(("hat", "norm"), x)

    def constants(self, sizes: Mapping[str, int]) -> dict[str, Constant]:
        m = sizes["N"] * sizes["n"] // sizes["C"]
        return super().constants(sizes) | {"m": Constant("m", m)}


@dataclass(frozen=True)
class _InUse(BatchNorm):
    """The same with the running values, which stay as they are."""

    kind = "batch_norm"
    offered = False

    @rule("(x - running_mean) / sqrt(running_var + epsilon)")
    def hat(self, out: Array, x: Array, running_mean: Array, running_var: Array) -> None:
        np.subtract(x, _beside(running_mean, x), out=out)
        np.divide(out, np.sqrt(_beside(running_var, x) + self.epsilon), out=out)

    norm, d_g, d_b = BatchNorm.norm, BatchNorm.d_g, BatchNorm.d_b
    d_hat = BatchNorm.d_hat

    @rule("d_hat / sqrt(running_var + epsilon)")
    def d_x(self, out: Array, d_hat: Array, running_var: Array) -> None:
        np.divide(d_hat, np.sqrt(_beside(running_var, d_hat) + self.epsilon), out=out)

    @rule("running_mean")
    def running_mean_new(self, out: Array, running_mean: Array) -> None:
        np.copyto(out, running_mean)

    @rule("running_var")
    def running_var_new(self, out: Array, running_var: Array) -> None:
        np.copyto(out, running_var)


def _places(x: Array) -> tuple[int, ...]:
    """The axes over which a feature or channel is spread."""
    return (0, *range(2, x.ndim))


def _beside(each: Array, x: Array) -> Array:
    """One number for each feature or channel, with the axes of x."""
    return each.reshape(-1, *(1,) * (x.ndim - 2))
