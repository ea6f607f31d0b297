"""A product in blocks is the product, whatever way its factors lie."""

import numpy as np
import pytest

from engine import Experiment, Layer, registry
from engine.fast.products import FEWEST, SMALL, product
from tests.engine.fast.test_fused_program import agree

WIDE = SMALL // (32 * 40)


@pytest.mark.parametrize(
    ("rows", "inner", "columns", "blocks"),
    [
        (3, 4, 5, 1),
        (128, 785, 32, 4),
        (128, 32, 785, 4),
        (130, 785, 32, 5),
        (128, 785, 256, 1),  # blocks would be too low to gain anything
        (40, WIDE, 32, 1),
        (41, WIDE, 32, 2),
        (FEWEST + 1, SMALL // FEWEST, 1, 2),
        (FEWEST + 1, SMALL // (FEWEST - 1), 1, 1),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_blocks(rows, inner, columns, blocks, turned):
    rng = np.random.default_rng(5)
    a = rng.normal(size=(inner, rows)).T if turned else rng.normal(size=(rows, inner))
    b, out = rng.normal(size=(inner, columns)), np.full((rows, columns), np.nan)
    calls = product(a, b, out)
    assert len(calls) == blocks
    for call in calls:
        call()
    np.testing.assert_allclose(out, np.einsum("ik,kj", a, b), rtol=1e-12, atol=1e-11)


@pytest.mark.parametrize("batch", [32, 48])
def test_a_network_of_large_layers(batch):
    """All three products of its layers are in blocks, and some batches are smaller."""
    rng = np.random.default_rng(6)
    layers = tuple(Layer(registry["dense"](n), registry["relu"]()) for n in (96, 120))
    layers += (Layer(registry["dense"](4), registry["softmax"]()),)
    x, y = rng.normal(size=(80, 400)), np.eye(4)[rng.integers(4, size=80)]
    loss = registry["cross_entropy"]("mean")
    agree(Experiment(layers, loss, x, y, 0.1, batch=batch, seed=1))
