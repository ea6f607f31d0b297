"""What mathematics says about networks, whatever their numbers are."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from engine import Experiment, Layer, example, registry, trace
from tests.engine.networks import LOSSES, random_experiment

RNG = np.random.default_rng


@pytest.mark.parametrize("seed", range(20))
def test_softmax_does_not_see_a_shift(seed):
    rng = RNG(seed)
    z = rng.normal(size=(3, 5))
    softmax = registry["softmax"]()
    a, shifted = np.empty_like(z), np.empty_like(z)
    softmax.a(a, z)
    softmax.a(shifted, z + rng.uniform(-500, 500))
    np.testing.assert_allclose(shifted, a, rtol=1e-12)
    np.testing.assert_allclose(a.sum(axis=1), 1, rtol=1e-15)
    d_z, d_a = np.empty_like(z), rng.normal(size=z.shape)
    softmax.d_z(d_z, d_a, a)
    np.testing.assert_allclose(d_z.sum(axis=1), 0, atol=1e-15)


@pytest.mark.parametrize("seed", range(20))
def test_hidden_units_can_change_places(seed):
    rng = RNG(seed)
    experiment = _two_layers(rng, hidden=5)
    order = rng.permutation(5)
    p = experiment.parameters
    moved = {"W1": p["W1"][order], "b1": p["b1"][order], "W2": p["W2"][:, order], "b2": p["b2"]}
    t, u = trace(experiment, 3), trace(replace(experiment, parameters=moved), 3)
    np.testing.assert_allclose(u["E"], t["E"], rtol=1e-12)
    np.testing.assert_allclose(u["d_W1"], t["d_W1"][order], rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(u["d_W2"], t["d_W2"][:, order], rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(u["d_z1"], t["d_z1"][:, order], rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("loss", LOSSES)
def test_the_sum_over_the_batch_is_n_times_the_mean(loss):
    experiment = random_experiment(RNG(list(map(ord, loss))), loss=loss)
    total, mean = (
        trace(replace(experiment, loss=replace(experiment.loss, reduction=r)))
        for r in ("sum", "mean")
    )
    n = len(experiment.inputs)
    assert total["E"] == pytest.approx(n * mean["E"], rel=1e-14)
    for name in total.program.parameters:
        np.testing.assert_allclose(
            total[f"d_{name}"], n * mean[f"d_{name}"], rtol=1e-12, atol=1e-15
        )


def test_a_gradient_is_the_sum_over_the_examples():
    experiment = example("ai-by-hand-4-3-4-3").experiment
    whole = trace(experiment)
    single = [
        trace(
            replace(
                experiment,
                inputs=experiment.inputs[k : k + 1],
                targets=experiment.targets[k : k + 1],
            )
        )
        for k in range(2)
    ]
    for name in whole.program.parameters:
        np.testing.assert_allclose(
            sum(t[f"d_{name}"] for t in single), whole[f"d_{name}"], rtol=1e-12, atol=1e-15
        )


@pytest.mark.parametrize("seed", range(20))
def test_a_linear_network_is_its_matrix_product(seed):
    rng = RNG(seed)
    widths = rng.integers(1, 6, size=5)
    weights = [rng.normal(size=(m, n)) for n, m in pairwise(widths)]
    x = rng.normal(size=(3, widths[0]))
    experiment = Experiment(
        layers=tuple(Layer(registry["dense"](len(w))) for w in weights),
        loss=registry["sse"](),
        inputs=x,
        targets=np.zeros((3, widths[-1])),
        parameters={f"W{k}": w for k, w in enumerate(weights, 1)}
        | {f"b{k}": np.zeros(len(w)) for k, w in enumerate(weights, 1)},
    )
    product = np.linalg.multi_dot(weights[::-1])
    t = trace(experiment)
    np.testing.assert_allclose(t["a4"], x @ product.T, rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(
        t["d_W1"], np.linalg.multi_dot(weights[:0:-1]).T @ t["d_a4"].T @ x, rtol=1e-10, atol=1e-12
    )


@pytest.mark.parametrize("seed", range(20))
def test_softmax_and_cross_entropy_give_a_minus_y(seed):
    rng = RNG(seed)
    experiment = random_experiment(rng, "softmax", "cross_entropy")
    y = np.eye(experiment.targets.shape[1])[
        rng.integers(0, experiment.targets.shape[1], len(experiment.inputs))
    ]
    t = trace(replace(experiment, targets=y, loss=registry["cross_entropy"]()))
    last = len(experiment.layers)
    np.testing.assert_allclose(t[f"d_z{last}"], t[f"a{last}"] - y, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("seed", range(20))
def test_a_bias_is_the_weight_of_a_constant_input_of_one(seed):
    experiment = _two_layers(RNG(seed), hidden=3)
    p = experiment.parameters
    ones = np.ones((len(experiment.inputs), 1))
    folded = replace(
        experiment,
        inputs=np.hstack([ones, experiment.inputs]),
        parameters=p | {"W1": np.column_stack([p["b1"], p["W1"]]), "b1": np.zeros(3)},
        frozen=frozenset(["b1"]),
    )
    t, u = trace(experiment), trace(folded)
    np.testing.assert_allclose(u["E"], t["E"], rtol=1e-13)
    np.testing.assert_allclose(u["W1'"], np.column_stack([t["b1'"], t["W1'"]]), rtol=1e-12)


@pytest.mark.parametrize("seed", range(20))
def test_a_small_step_against_the_gradient_lowers_the_loss(seed):
    experiment = replace(_two_layers(RNG(seed), hidden=4), learning_rate=1e-4)
    now, then = trace(experiment), trace(experiment, 1)
    fall = sum(float(np.sum(now[f"d_{n}"] ** 2)) for n in now.program.parameters) * 1e-4
    assert now["E"] - then["E"] == pytest.approx(fall, rel=1e-2)


@pytest.mark.parametrize("seed", range(20))
def test_scaling_weights_of_relu_layers_against_each_other_changes_nothing(seed):
    rng = RNG(seed)
    experiment = _two_layers(rng, hidden=4, activation="relu")
    p, c = experiment.parameters, rng.uniform(0.1, 10)
    scaled = p | {"W1": p["W1"] * c, "b1": p["b1"] * c, "W2": p["W2"] / c}
    t, u = trace(experiment), trace(replace(experiment, parameters=scaled))
    np.testing.assert_allclose(u["E"], t["E"], rtol=1e-12)
    np.testing.assert_allclose(u["d_W1"], t["d_W1"] / c, rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(u["d_W2"], t["d_W2"] * c, rtol=1e-10, atol=1e-14)


def _two_layers(rng, hidden, activation="tanh"):
    return Experiment(
        layers=(
            Layer(registry["dense"](hidden), registry[activation]()),
            Layer(registry["dense"](2), registry["sigmoid"]()),
        ),
        loss=registry["half_sse"](),
        inputs=rng.normal(size=(4, 3)),
        targets=rng.uniform(size=(4, 2)),
        parameters={
            "W1": rng.normal(size=(hidden, 3)),
            "b1": rng.normal(size=hidden),
            "W2": rng.normal(size=(2, hidden)),
            "b2": rng.normal(size=2),
        },
    )
