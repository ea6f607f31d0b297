"""Every iteration is given its own examples, whatever was asked for before."""

import numpy as np
import pytest

from engine import Experiment, Layer, registry
from engine.fast.batches import Batches


@pytest.mark.parametrize("batch", [1, 3, 4, 12, 13, None])
@pytest.mark.parametrize("axis", [0, -1])
def test_the_examples_of_every_iteration(batch, axis):
    e = _experiment(batch)
    rng = np.random.default_rng(0)
    data = np.moveaxis(rng.normal(size=(13, 2, 3)), 0, axis)
    after: list[int] = []
    bound = {}
    for k in rng.integers(60, size=40):
        rows = e.rows(int(k))
        size = len(rows)
        if size not in bound:
            out = np.empty_like(data.take(range(size), axis))
            bound[size] = (out, Batches(e, size, [(out, data, axis)], [lambda: after.append(1)]))
        out, batches = bound[size]
        for call in batches.ahead(int(k), 1)[0]:
            call()
        assert out.tobytes() == data.take(rows, axis).tobytes()
    assert after


def test_it_looks_ahead_to_the_end_of_the_epoch():
    e = _experiment(4)
    out = np.empty((4, 2))
    batches = Batches(e, 4, [(out, e.inputs, 0)])
    assert [len(batches.ahead(k, 9)) for k in (0, 1, 2, 4)] == [3, 2, 1, 3]
    assert len(batches.ahead(4, 2)) == 2
    for k, calls in enumerate(batches.ahead(4, 9), 4):
        for call in calls:
            call()
        assert out.tolist() == e.inputs[e.rows(k)].tolist()


def test_the_whole_data_is_put_in_place_once():
    e = _experiment(None)
    out = np.empty((13, 2))
    assert Batches(e, 13, [(out, e.inputs, 0)]).ahead(7, 3) == [(), (), ()]
    assert out.tolist() == e.inputs.tolist()


def _experiment(batch):
    x = np.random.default_rng(1).normal(size=(13, 2))
    return Experiment(
        (Layer(registry["dense"](1)),), registry["mse"](), x, x[:, :1], batch=batch, seed=2
    )
