"""The generators of wires against loops."""

import numpy as np
import pytest

from engine import registry
from engine.wiring import wires

FLAT = ("same", "all", "sum")
IMAGE = (2, 5, 4)


def _brute(wiring, n, m):
    rows = []
    for source in range(n):
        for to in range(m):
            if wiring == "all":
                rows.append((source, to, to * n + source))
            elif wiring == "sum" or source == to:
                rows.append((source, to, source))
    return sorted(rows)


@pytest.mark.parametrize("kind", [k for k, op in registry.items() if op.wiring in FLAT])
@pytest.mark.parametrize("n", [1, 2, 5])
@pytest.mark.parametrize("m", [1, 3])
def test_the_wires_of_every_op(kind, n, m):
    op = registry[kind]
    if op.wiring == "same":
        m = n
    if op.wiring == "sum":
        m = 1
    found = wires(op, ((n,),), (m,) if op.wiring != "sum" else ())
    assert found.shape == (len(found), 3)
    assert sorted(map(tuple, found.tolist())) == _brute(op.wiring, n, m)


def test_the_wires_of_a_dense_layer_are_its_weights():
    rng = np.random.default_rng(0)
    x, W = rng.normal(size=4), rng.normal(size=(3, 4))
    z = np.zeros(3)
    for source, to, via in wires(registry["dense"](3), ((4,),), (3,)):
        z[to] += W.ravel()[via] * x[source]
    np.testing.assert_allclose(z, W @ x, rtol=1e-14)


@pytest.mark.parametrize(("kernel", "stride", "padding"), [(1, 1, 0), (2, 1, 1), (3, 2, 2)])
def test_the_wires_of_a_convolution_are_its_weights(kernel, stride, padding):
    op = registry["conv2d"](3, kernel, stride, padding)
    shapes = op.shapes(IMAGE)
    rng = np.random.default_rng(1)
    x, W, z = rng.normal(size=IMAGE), rng.normal(size=shapes["W"]), np.zeros(shapes["z"])
    for source, to, via in wires(op, (IMAGE,), shapes["z"]):
        z.flat[to] += W.flat[via] * x.flat[source]
    out = np.empty((1, *z.shape))
    op.z(out, x[None], W, np.zeros(3))
    np.testing.assert_allclose(z, out[0], rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize(("kernel", "stride"), [(1, 1), (2, 2), (3, 1), (2, 3)])
def test_the_wires_of_a_pool_lead_from_its_windows(kernel, stride):
    op = registry["avg_pool"](kernel, stride)
    shape = op.shapes(IMAGE)["pool"]
    x, pool = np.random.default_rng(2).normal(size=IMAGE), np.zeros(shape)
    rows = wires(op, (IMAGE,), shape)
    assert list(rows[:, 2]) == list(range(pool.size * kernel**2))
    for source, to, _ in rows:
        pool.flat[to] += x.flat[source] / kernel**2
    out = np.empty((1, *shape))
    op.pool(out, x[None])
    np.testing.assert_allclose(pool, out[0], rtol=1e-12, atol=1e-15)
