"""Convolution against four nested loops, over shapes, strides, paddings, channels and batches."""

import itertools

import numpy as np
import pytest

from engine import Experiment, InvalidExperiment, Layer, registry
from engine.op import base

SHAPES = [(1, 3, 3), (2, 4, 5), (3, 6, 4)]
WINDOWS = [(k, s, p) for k, s, p in itertools.product((1, 2, 3), (1, 2, 3), (0, 1, 2)) if p < k]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize(("filters", "batch"), [(1, 1), (2, 3)])
def test_against_plain_loops(shape, window, filters, batch):
    kernel, stride, padding = window
    op = registry["conv2d"](filters, kernel, stride, padding)
    rng = np.random.default_rng([*shape, *window])
    shapes = op.shapes(shape)
    x, W = rng.normal(size=(batch, *shape)), rng.normal(size=shapes["W"])
    b, d_z = rng.normal(size=filters), rng.normal(size=(batch, *shapes["z"]))
    values = {"x": x, "W": W, "b": b, "d_z": d_z, "z": d_z}
    expected = _loops(x, W, b, d_z, stride, padding)
    for rule in op.rules.values():
        out = np.full_like(values[base(rule.writes)], np.nan)
        getattr(op, rule.writes)(out, *(values[r] for r in rule.reads))
        close = np.testing.assert_allclose
        close(out, expected[rule.writes], rtol=1e-12, atol=1e-13, err_msg=rule.writes)


def _loops(x, W, b, d_z, stride, padding):
    done = {"z": np.zeros_like(d_z), "d_W": np.zeros_like(W)}
    done |= {"d_b": np.zeros_like(b), "d_x": np.zeros_like(x)}
    for n, f, i, j in np.ndindex(d_z.shape):
        done["z"][n, f, i, j] = b[f]
        done["d_b"][f] += d_z[n, f, i, j]
        for c, u, v in np.ndindex(W.shape[1:]):
            row, column = i * stride + u - padding, j * stride + v - padding
            if 0 <= row < x.shape[2] and 0 <= column < x.shape[3]:
                done["z"][n, f, i, j] += W[f, c, u, v] * x[n, c, row, column]
                done["d_W"][f, c, u, v] += d_z[n, f, i, j] * x[n, c, row, column]
                done["d_x"][n, c, row, column] += d_z[n, f, i, j] * W[f, c, u, v]
    return done


def test_the_kernel_is_not_turned_round():
    out = np.empty((1, 1, 2, 2))
    x = np.arange(9.0).reshape(1, 1, 3, 3)
    registry["conv2d"](1, 2).z(out, x, np.array([[[[1.0, 2], [3, 4]]]]), np.zeros(1))
    assert out[0, 0, 0, 0] == 1 * 0 + 2 * 1 + 3 * 3 + 4 * 4


@pytest.mark.parametrize(
    ("settings", "place", "limit", "nearest"),
    [
        ({"kernel": 5}, "/layers/0/kernel", 3, 3),
        ({"kernel": 6, "padding": 1}, "/layers/0/kernel", 5, 5),
        ({"kernel": 2, "padding": 2}, "/layers/0/padding", 1, 1),
    ],
)
def test_a_window_that_does_not_fit_is_told_with_what_would(settings, place, limit, nearest):
    with pytest.raises(InvalidExperiment) as caught:
        _network(registry["conv2d"](1, **settings), np.ones((1, 1, 3, 4)))
    assert (caught.value.pointer, caught.value.limit) == (place, limit)
    assert caught.value.nearest == nearest


def test_a_list_is_no_image():
    with pytest.raises(InvalidExperiment, match="channels, height, width") as caught:
        _network(registry["conv2d"](1), np.ones((1, 9)))
    assert caught.value.pointer == "/layers/0"


def test_the_first_values_follow_from_the_kernels_inputs():
    made = _network(registry["conv2d"](4, 3), np.ones((1, 2, 5, 5)))
    bound = (6 / (2 * 9 + 4 * 9)) ** 0.5
    assert bound / 2 < np.abs(made.start["W1"]).max() <= bound
    assert not made.start["b1"].any()


def _network(op, inputs):
    dense = registry["dense"](1)
    layers = (Layer(op), Layer(registry["flatten"]()), Layer(dense))
    return Experiment(layers=layers, loss=registry["sse"](), inputs=inputs, targets=[[1.0]])
