"""A number that is not finite is found however it hides, by flags or by sums of squares."""

import numpy as np
import pytest

from engine import Training, trace
from engine.experiment.value import Experiment
from engine.fast import watched
from engine.fast.flags import Flags, told
from engine.pausing import finish


def _hidden(activation, weight=-1e308):
    """z = −∞ in the second of ten iterations' examples, which the activation hides."""
    dense = {"kind": "dense", "units": 1}
    return Experiment.from_json(
        {
            "layers": [dense | {"activation": activation}, dense],
            "loss": "half_sse",
            "inputs": [[0.5], [10.0]] * 5,
            "targets": [[0.0]] * 10,
            "batch": 1,
            "shuffle": False,
            "learning_rate": 1e-3,
            "parameters": {"W1": [[weight]], "b1": [0.0], "W2": [[1.0]], "b2": [0.0]},
        }
    )


@pytest.fixture(params=[True, False], ids=["flags", "squares"])
def flagged(request, monkeypatch):
    monkeypatch.setattr(watched, "told", lambda: request.param)
    return request.param


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid", "elu", "step"])
def test_what_an_activation_hides_is_found(flagged, activation):
    training = Training(_hidden(activation))
    assert bool(training.current.watched) is not flagged
    assert len(training.run(10)) == 1
    at = training.diverged
    assert (at.iteration, at.tensor, at.value) == (1, "z1", "-inf")


_DENSE = {"kind": "dense", "units": 1}
_CONV = {"kind": "conv2d", "filters": 1, "kernel": 2, "activation": "relu"}
_RELU = _DENSE | {"activation": "relu"}
_IMAGES = [[[[0.5, 0.5], [0.5, 0.5]]], [[[10.0] * 2] * 2]] * 5
_LARGE = [[[[0.5, 0.5], [0.5, 0.5]]], [[[1e200] * 2] * 2]] * 5
_FLAT = [[0.5], [10.0]] * 5
_FURTHER = {
    "first of two": ([_RELU, _RELU, _DENSE], _FLAT, {"W1": [[-1e308]]}, "z1"),
    "second of two": ([_RELU, _RELU, _DENSE], _FLAT, {"W1": [[1.0]], "W2": [[-1e308]]}, "z2"),
    "third of three": (
        [_RELU, _RELU, _RELU, _DENSE],
        _FLAT,
        {"W1": [[1e150]], "W2": [[1e150]], "W3": [[-1e8]]},
        "z3",
    ),
    "kernel": ([_CONV, {"kind": "flatten"}, _DENSE], _IMAGES, {"W1": [[[[-2e307] * 2] * 2]]}, "z1"),
    "image": ([_CONV, {"kind": "flatten"}, _DENSE], _LARGE, {"W1": [[[[-1e150] * 2] * 2]]}, "z1"),
}


@pytest.mark.parametrize("clip", [None, {"kind": "clip_value"}], ids=["free", "clipped"])
@pytest.mark.parametrize("where", _FURTHER)
def test_it_is_found_in_every_layer_and_behind_a_clip(flagged, where, clip):
    layers, inputs, parameters, name = _FURTHER[where]
    made = {"layers": layers, "inputs": inputs, "parameters": parameters, "clip": clip}
    training = Training(Experiment.from_json(_hidden("relu").to_json() | made))
    assert len(training.run(10)) == 1
    assert (training.diverged.iteration, training.diverged.tensor) == (1, name)


def test_one_iteration_with_pauses_finds_it_too(flagged):
    training = Training(_hidden("relu"))
    for _ in range(2):
        finish(training.stepping())
    assert (training.iteration, training.diverged.tensor) == (1, "z1")


def test_what_is_only_large_goes_on_with_the_same_bytes(flagged):
    made = _hidden("tanh", weight=-1e200)
    training = Training(made)
    assert len(training.run(10)) == 10
    assert training.values.tobytes() == trace(made, 9).checkpoint.values.tobytes()


def test_flags_are_seen_within_their_context_alone():
    flags, large = Flags(), np.full((2, 2), 1e200)
    with np.errstate(all="ignore"):
        large.dot(large)
    assert not flags.raised
    with flags.watching:
        np.exp(np.full(3, -800.0))  # 0, and no overflow
    assert not flags.raised
    with flags.watching:
        large.dot(large)
    assert flags.raised
    assert told()
