"""Batch norm: PyTorch's running values, and answers that no cut of the set changes."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine import Checkpoint, Experiment, InvalidExperiment, Layer, Training, registry, trace
from engine.run.answers import Questions
from engine.run.evaluation import Evaluation

TORCH = json.loads((Path(__file__).parents[2] / "data" / "torch_sequences.json").read_text("utf-8"))
RNG = np.random.default_rng(3)
INPUTS, TARGETS = RNG.normal(1, 2, (60, 3)), RNG.normal(size=(60, 1))


def _network(**more):
    layers = (
        Layer(registry["dense"](4), registry["tanh"]()),
        Layer(registry["batch_norm"]()),
        Layer(registry["dense"](1)),
    )
    given = {"inputs": INPUTS, "targets": TARGETS, "batch": 20, "seed": 4} | more
    return Experiment(layers=layers, loss=registry["mse"](reduction="mean"), **given)


def test_a_column_as_torch_has_it():
    column = np.array([[1.0], [2.0], [4.0]])
    t = trace(
        Experiment(
            layers=(Layer(registry["batch_norm"]()), Layer(registry["dense"](1))),
            loss=registry["half_sse"](),
            inputs=column,
            targets=column,
        )
    )
    expected = [-1.0690415314502977, -0.26726038286257453, 1.3363019143128718]
    np.testing.assert_allclose(t["norm1"][:, 0], expected, rtol=1e-12)
    np.testing.assert_allclose(t["running_mean1'"], 0.23333333333333336, rtol=1e-15)
    np.testing.assert_allclose(t["running_var1'"], 1.1333333333333333, rtol=1e-15)


def test_running_values_over_fifty_iterations():
    mean, var, start = np.zeros(4), np.ones(4), None
    for k in range(50):
        t = trace(_network(), k, start)
        np.testing.assert_allclose(t["running_mean2"], mean, rtol=1e-12)
        np.testing.assert_allclose(t["running_var2"], var, rtol=1e-12)
        mean = 0.9 * mean + 0.1 * t["a1"].mean(axis=0)
        var = 0.9 * var + 0.1 * t["a1"].var(axis=0, ddof=1)
        start = t.checkpoint


def test_parameters_and_running_values_are_those_of_torch_over_fifty_iterations():
    experiment = Experiment.from_json(TORCH["experiment"] | TORCH["norms"])
    assert "50" in TORCH["after_norms"]
    for k, expected in TORCH["after_norms"].items():
        t = trace(experiment, int(k) - 1)
        assert {*expected} == {*t.program.parameters, "running_mean2", "running_var2"}
        for name, value in expected.items():
            np.testing.assert_allclose(t[f"{name}'"], value, rtol=1e-12, atol=1e-14, err_msg=k)


def test_running_values_of_channels_are_over_all_places():
    images = RNG.normal(size=(3, 2, 4, 4))
    layers = (
        Layer(registry["batch_norm"]()),
        Layer(registry["flatten"]()),
        Layer(registry["dense"](1)),
    )
    made = Experiment(
        layers=layers, loss=registry["sse"](), inputs=images, targets=np.ones((3, 1)), batch=1
    )
    t = trace(made)
    seen = t["a0"].swapaxes(0, 1).reshape(2, -1)
    np.testing.assert_allclose(t["running_mean1'"], 0.1 * seen.mean(axis=1), rtol=1e-12)
    np.testing.assert_allclose(t["running_var1'"], 0.9 + 0.1 * seen.var(axis=1, ddof=1), rtol=1e-12)


@pytest.mark.parametrize("part", [1, 7, 20, 60])
def test_answers_and_scores_are_the_same_for_every_cut(part):
    training = Training(_network())
    training.run(50)
    values = training.checkpoint.values
    whole = Evaluation(_network(), INPUTS, TARGETS)(values)
    cut = Evaluation(_network(), INPUTS, TARGETS, part)(values)
    assert cut.loss == pytest.approx(whole.loss, rel=1e-12)
    for place, answers in Questions(_network(), INPUTS, part).ask(values):
        x = np.tanh(INPUTS[place] @ answers["W1"].T + answers["b1"])
        hat = (x - answers["running_mean2"]) / np.sqrt(answers["running_var2"] + 1e-5)
        np.testing.assert_allclose(
            answers["norm2"], hat * answers["g2"] + answers["b2"], rtol=1e-12, atol=1e-14
        )


def test_a_run_goes_on_from_a_checkpoint_with_the_same_bytes():
    middle = trace(_network(), 9).checkpoint
    again = Checkpoint.from_text(middle.to_text())
    assert trace(_network(), 30, again).vector.tobytes() == trace(_network(), 30).vector.tobytes()


def test_a_batch_of_one_is_refused():
    for rest in ({"batch": 1}, {"inputs": INPUTS[:41], "targets": TARGETS[:41]}):
        with pytest.raises(InvalidExperiment) as caught:
            _network(**rest)
        assert (caught.value.pointer, caught.value.limit) == ("/batch", 2)
    replace(_network(), inputs=INPUTS[:41], targets=TARGETS[:41], remainder="drop")


def test_in_use_the_running_values_stand_in_and_stay():
    used = registry["batch_norm"](epsilon=0.5, momentum=0.3).used()
    mean, var, d_hat = np.array([1.0, 2.0]), np.array([0.25, 4.0]), RNG.normal(size=(3, 2))
    out = np.empty((3, 2))
    used.d_x(out, d_hat, var)
    np.testing.assert_allclose(out, d_hat / np.sqrt(var + 0.5), rtol=1e-15)
    for rule, value in (("running_mean_new", mean), ("running_var_new", var)):
        new = np.empty(2)
        getattr(used, rule)(new, value)
        np.testing.assert_array_equal(new, value)
