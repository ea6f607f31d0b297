"""Softmax: turns a layer into probabilities. Each output depends on every z of the layer."""

from dataclasses import dataclass

import numpy as np

from engine.families.activation import ActivationOp
from engine.op import Array, Shape
from engine.rule import rule

LEAST = -600.0
"""Where z − max z is held: e⁻⁶⁰⁰ is small, and not yet 0."""


@dataclass(frozen=True)
class Softmax(ActivationOp):
    """aⱼ = eᶻʲ / Σ eᶻⁱ. The derivative is the full Jacobian product, not a slope per cell.

    Bridle 1990. Differences z − max z below −600 are held there: no a becomes 0, so ln a and y / a
    stay finite and the product with cross-entropy is a − y even for z = ±1000.
    """

    phi = r"\mathrm{softmax}"
    range = (0.0, 1.0)
    wiring = "all"

    @rule("exp(z) / sum(exp(z))", r"\frac{e^{<z>}}{\sum e^{<z>}}")
    def a(self, out: Array, z: Array) -> None:
        np.subtract(z, z.max(axis=-1, keepdims=True), out=out)
        np.maximum(out, LEAST, out=out)
        np.exp(out, out=out)
        np.divide(out, out.sum(axis=-1, keepdims=True), out=out)

    @rule("a * (d_a - sum(d_a * a))", r"<a> \odot (<d_a> - <d_a>^{\top} <a>)")
    def d_z(self, out: Array, d_a: Array, a: Array) -> None:
        np.multiply(d_a, a, out=out)
        shared = out.sum(axis=-1, keepdims=True)
        np.subtract(d_a, shared, out=out)
        np.multiply(out, a, out=out)

    def shapes(self, x: Shape) -> dict[str, Shape]:
        if len(x) != 1:
            raise ValueError("softmax takes a list of numbers for each example")
        return {"a": x}
