"""Dropout of feature maps: a map falls out whole, and in use none does."""

import numpy as np

from engine import Experiment, Layer, registry, trace
from engine.run.answers import shared


def _network(rate):
    layers = (
        Layer(registry["dropout2d"](rate)),
        Layer(registry["flatten"]()),
        Layer(registry["dense"](1)),
    )
    images = np.random.default_rng(0).normal(size=(5, 8, 2, 3))
    return Experiment(
        layers=layers, loss=registry["sse"](), inputs=images, targets=np.ones((5, 1)), seed=3
    )


def test_a_map_falls_out_whole():
    t = trace(_network(0.4), 2)
    (name,) = [n for n, x in t.program.tensors.items() if x.role_kind == "mask"]
    mask = t[name]
    assert mask.shape == (5, 8)
    assert {*mask.ravel()} == {0.0, 1 / (1 - 0.4)}
    np.testing.assert_array_equal(t["drop0"], t["a0"] * mask[:, :, None, None])


def test_in_use_every_map_stays():
    made = _network(0.9)
    answers = shared(made, 5)
    answers.ask(trace(made).checkpoint.values, made.inputs)
    np.testing.assert_array_equal(answers["drop0"], made.inputs)
