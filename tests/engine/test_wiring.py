"""The generators of wires against loops."""

import numpy as np
import pytest

from engine import registry
from engine.wiring import wires


def _brute(wiring, n, m):
    rows = []
    for source in range(n):
        for to in range(m):
            if wiring == "all":
                rows.append((source, to, to * n + source))
            elif wiring == "sum" or source == to:
                rows.append((source, to, source))
    return sorted(rows)


@pytest.mark.parametrize("kind", registry)
@pytest.mark.parametrize("n", [1, 2, 5])
@pytest.mark.parametrize("m", [1, 3])
def test_the_wires_of_every_op(kind, n, m):
    op = registry[kind]
    if op.wiring == "same":
        m = n
    if op.wiring == "sum":
        m = 1
    found = wires(op, (n,), (m,) if op.wiring != "sum" else ())
    assert found.shape == (len(found), 3)
    assert sorted(map(tuple, found.tolist())) == _brute(op.wiring, n, m)


def test_the_wires_of_a_dense_layer_are_its_weights():
    rng = np.random.default_rng(0)
    x, W = rng.normal(size=4), rng.normal(size=(3, 4))
    z = np.zeros(3)
    for source, to, via in wires(registry["dense"](3), (4,), (3,)):
        z[to] += W.ravel()[via] * x[source]
    np.testing.assert_allclose(z, W @ x, rtol=1e-14)
