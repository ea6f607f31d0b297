"""Every loss by its textbook formula, and the factors that formulas show."""

import numpy as np
import pytest

from engine import registry
from tests.engine.networks import LOSSES

A, Y = np.array([[0.2, 0.7, 0.9], [0.5, 0.4, 0.3]]), np.array([[0.0, 1.0, 1.0], [1.0, 0.0, 0.5]])
TEXTBOOK = {
    "half_sse": lambda a, y: sum((p - t) ** 2 for p, t in zip(a, y, strict=True)) / 2,
    "sse": lambda a, y: sum((p - t) ** 2 for p, t in zip(a, y, strict=True)),
    "mse": lambda a, y: sum((p - t) ** 2 for p, t in zip(a, y, strict=True)) / len(a),
    "huber": lambda a, y: sum(
        (p - t) ** 2 / 2 if abs(p - t) <= 1 else abs(p - t) - 1 / 2
        for p, t in zip(a, y, strict=True)
    ),
    "hinge": lambda a, y: sum(max(0.0, 1 - t * p) for p, t in zip(a, y, strict=True)),
    "cross_entropy": lambda a, y: -sum(t * np.log(p) for p, t in zip(a, y, strict=True)),
    "binary_cross_entropy": lambda a, y: (
        -sum(t * np.log(p) + (1 - t) * np.log(1 - p) for p, t in zip(a, y, strict=True))
    ),
}


@pytest.mark.parametrize("kind", LOSSES)
@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_the_textbook_formula(kind, reduction):
    out = np.zeros(())
    registry[kind](reduction=reduction).E(out, A, Y)
    each = [TEXTBOOK[kind](a, y) for a, y in zip(A, Y, strict=True)]
    assert out == pytest.approx(sum(each) / (len(each) if reduction == "mean" else 1), rel=1e-14)


@pytest.mark.parametrize(
    ("kind", "reduction", "c", "g"),
    [
        ("half_sse", "sum", (r"\tfrac{1}{2}", 0.5), ("1", 1)),
        ("half_sse", "mean", (r"\tfrac{1}{2N}", 1 / 8), (r"\tfrac{1}{N}", 1 / 4)),
        ("sse", "sum", ("1", 1), ("2", 2)),
        ("sse", "mean", (r"\tfrac{1}{N}", 1 / 4), (r"\tfrac{2}{N}", 1 / 2)),
        ("mse", "sum", (r"\tfrac{1}{n}", 1 / 3), (r"\tfrac{2}{n}", 2 / 3)),
        ("mse", "mean", (r"\tfrac{1}{nN}", 1 / 12), (r"\tfrac{2}{nN}", 1 / 6)),
        ("cross_entropy", "sum", ("1", 1), ("1", 1)),
        ("cross_entropy", "mean", (r"\tfrac{1}{N}", 1 / 4), (r"\tfrac{1}{N}", 1 / 4)),
    ],
)
def test_factors(kind, reduction, c, g):
    found = registry[kind](reduction=reduction).constants({"N": 4, "n": 3})
    assert (found["c"].latex, found["c"].value) == c
    assert (found["g"].latex, found["g"].value) == g


@pytest.mark.parametrize("kind", ["cross_entropy", "binary_cross_entropy"])
def test_the_logarithm_of_zero_is_held_finite(kind):
    out = np.zeros(())
    a, y = np.array([[0.0, 1.0]]), np.array([[1.0, 0.0]])
    registry[kind]().E(out, a, y)
    assert 600 < out < 800
    d_a = np.zeros_like(a)
    registry[kind]().d_a(d_a, a, y)
    assert np.isfinite(d_a).all()
    assert d_a[0, 0] < -1e200
