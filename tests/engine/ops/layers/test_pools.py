"""Max and average pools against plain loops; which of equal cells the maximum is."""

import itertools

import numpy as np
import pytest

from engine import Experiment, InvalidExperiment, Layer, registry, trace
from engine.explain.provenance import explain, value_of

SHAPES = [(1, 3, 3), (2, 5, 4), (3, 4, 6)]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("window", list(itertools.product((1, 2, 3), (1, 2, 3))))
@pytest.mark.parametrize("batch", [1, 3])
@pytest.mark.parametrize("whole", [False, True], ids=["distinct", "ties"])
def test_against_plain_loops(shape, window, batch, whole):
    kernel, stride = window
    rng = np.random.default_rng([*shape, *window])
    x = rng.normal(size=(batch, *shape))
    if whole:
        x = np.round(x)
    largest, average = (registry[k](kernel, stride) for k in ("max_pool", "avg_pool"))
    pool = np.empty((batch, *largest.shapes(shape)["pool"]))
    d_pool = rng.normal(size=pool.shape)
    expected = _loops(x, d_pool, kernel, stride)

    switch = np.full((batch, *largest.shapes(shape)["switch"]), np.nan)
    largest.pool(pool, x)
    np.testing.assert_array_equal(pool, expected["max"])
    largest.switch(switch, x, pool)
    np.testing.assert_array_equal(switch, expected["switch"])
    d_x = np.full_like(x, np.nan)
    largest.d_x(d_x, switch, d_pool)
    np.testing.assert_allclose(d_x, expected["d_max"], rtol=1e-13, atol=1e-14)

    average.pool(pool, x)
    np.testing.assert_allclose(pool, expected["avg"], rtol=1e-13, atol=1e-15)
    average.d_x(d_x, d_pool)
    np.testing.assert_allclose(d_x, expected["d_avg"], rtol=1e-13, atol=1e-14)


def _loops(x, d_pool, kernel, stride):
    done = {name: np.zeros(d_pool.shape) for name in ("max", "avg")}
    done |= {name: np.zeros(x.shape) for name in ("d_max", "d_avg")}
    done["switch"] = np.zeros((*d_pool.shape, kernel, kernel))
    for n, c, i, j in np.ndindex(d_pool.shape):
        best = None
        for u, v in itertools.product(range(kernel), repeat=2):
            cell = n, c, i * stride + u, j * stride + v
            if best is None or x[cell] > x[best[0]]:
                best = cell, (u, v)
            done["avg"][n, c, i, j] += x[cell] / kernel**2
            done["d_avg"][cell] += d_pool[n, c, i, j] / kernel**2
        done["max"][n, c, i, j] = x[best[0]]
        done["switch"][(n, c, i, j, *best[1])] = 1
        done["d_max"][best[0]] += d_pool[n, c, i, j]
    return done


def test_of_equal_cells_the_first_passes_the_gradient_on_and_the_formula_says_so():
    x = [[[[0.5, 2.0, 2.0], [2.0, 1.0, 0.0], [0.0, 0.0, 0.0]]]]
    t = trace(_network(registry["max_pool"](2, 1), x, input_gradient=True))
    assert t["switch0"][0, 0, 0, 0].tolist() == [[0, 1], [0, 0]]
    for tensor in ("pool0", "switch0", "d_a0"):
        for cell in np.ndindex(t[tensor].shape):
            assert value_of(t, tensor, cell) == pytest.approx(t[tensor][cell], rel=1e-12)
    told = explain(t, "switch0", (0, 0, 0, 0, 1, 0))
    assert [term[1].value for term in told.terms] == [0.5, 2.0, 2.0]
    assert {term[0].tensor for term in told.terms} == {"pool0"}


def test_without_a_gradient_to_pass_on_there_is_no_switch():
    t = trace(_network(registry["max_pool"](2, 1), np.ones((1, 1, 3, 3))))
    assert "switch0" not in t.program.tensors
    assert "switch" not in t.program.roles[0]
    assert value_of(t, "pool0", (0, 0, 1, 1)) == 1


@pytest.mark.parametrize("kind", ["max_pool", "avg_pool"])
def test_a_window_larger_than_the_image_is_told_with_what_would_fit(kind):
    with pytest.raises(InvalidExperiment, match="at most 2") as caught:
        _network(registry[kind](3), np.ones((1, 1, 2, 4)))
    assert (caught.value.pointer, caught.value.nearest) == ("/layers/0/kernel", 2)


def _network(op, inputs, **more):
    layers = (Layer(op), Layer(registry["flatten"]()), Layer(registry["dense"](1)))
    return Experiment(layers=layers, loss=registry["sse"](), inputs=inputs, targets=[[1.0]], **more)
