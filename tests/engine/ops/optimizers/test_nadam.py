"""Nadam against its formulas in plain Python, and numbers of PyTorch as far as those go."""

import pytest

from engine import Experiment, Layer, registry, trace

GRADIENTS = (0.1, -0.2, 0.05)
TORCH = [0.8943548314310378, 0.9850105752862478, 0.9638830531087439]
"""PyTorch keeps p in its default type, here float32, whatever the weights are."""


def _by_hand(rate=0.1, beta1=0.9, beta2=0.999, epsilon=1e-8, psi=0.004):
    w, m, v, p = 1.0, 0.0, 0.0, 1.0
    for k, g in enumerate(GRADIENTS, 1):
        now, later = (beta1 * (1 - 0.5 * 0.96 ** (psi * n)) for n in (k, k + 1))
        m, v, p = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g, p * now
        size = (v / (1 - beta2**k)) ** 0.5 + epsilon
        w -= rate * (1 - now) / (1 - p) * g / size
        w -= rate * later / (1 - p * later) * m / size
        yield w


def test_three_steps():
    """One weight, whose gradients are given by the targets: E = ½ (w − y)²."""
    w, start, found = 1.0, None, []
    for k, gradient in enumerate(GRADIENTS):
        made = Experiment(
            layers=(Layer(registry["dense"](1)),),
            loss=registry["half_sse"](),
            inputs=[[1.0]],
            targets=[[w - gradient]],
            optimizer=registry["nadam"](),
            parameters={"W1": [[1.0]], "b1": [0.0]},
            frozen=frozenset({"b1"}),
            learning_rate=0.1,
        )
        t = trace(made, k, start)
        start, w = t.checkpoint, t["W1'"].item()
        found.append(w)
    assert found == pytest.approx([*_by_hand()], rel=1e-13)
    assert found == pytest.approx(TORCH, rel=3e-9)
