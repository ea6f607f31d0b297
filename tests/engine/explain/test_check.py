"""The gradient check finds what is right, what is wrong and where it cannot tell."""

from dataclasses import dataclass, replace

import numpy as np
import pytest

from engine import Experiment, Layer, Training, example, examples, registry, trace
from engine.explain.check import check
from engine.families.activation import Elementwise
from engine.families.loss import LossOp
from engine.rule import rule
from tests.engine.networks import ACTIVATIONS, random_experiment

FLATTEN = Layer(registry["flatten"]())


@pytest.mark.parametrize("name", examples())
def test_every_cell_of_every_example_agrees(name):
    experiment = example(name).experiment
    cells = check(experiment)
    assert len(cells) == sum(v.size for v in experiment.start.values())
    assert all(c.agrees for c in cells)
    for c in cells:
        assert c.difference <= 1e-7
        assert (c.complex_step is None) == any(k in name for k in ("relu", "ai-by-hand", "cnn"))
        assert (c.complex_difference or 0) <= 1e-13


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_random_networks_agree(activation):
    rng = np.random.default_rng([11, *map(ord, activation)])
    compared = 0
    for _ in range(15):
        cells = check(random_experiment(rng, activation))
        assert all(c.agrees is not False for c in cells)
        assert all((c.complex_difference or 0) <= 1e-10 for c in cells)
        compared += sum(c.agrees is True for c in cells)
    assert compared > 100


def test_a_nudge_that_makes_another_cell_the_largest_says_where():
    inputs = np.array([[[[1.0, -1.0], [2.0, -2.0]]]])
    pool = Layer(registry["max_pool"](2))
    layers = (Layer(registry["conv2d"](1, 1)), pool, FLATTEN, Layer(registry["dense"](1)))
    weights = {"W1": [[[[0.0]]]], "b1": [0.0], "W2": [[1.0]], "b2": [0.0]}
    data = {"inputs": inputs, "targets": [[1.0]], "parameters": weights}
    cells = {
        c.parameter: c for c in check(Experiment(layers=layers, loss=registry["sse"](), **data))
    }
    assert cells["W1"].kinks == (("pool1", (0, 0, 0, 0)),)
    assert cells["W1"].agrees is None
    assert cells["b1"].agrees


def test_a_later_iteration_and_chosen_parameters():
    experiment = example("mazur-2-2-2").experiment
    cells = check(experiment, 7, ["b2"])
    assert [(c.parameter, c.cell) for c in cells] == [("b2", (0,)), ("b2", (1,))]
    assert cells[0].analytic != check(experiment, 0, ["b2"])[0].analytic
    assert all(c.agrees for c in cells)


def test_an_unknown_parameter_names_those_there_are():
    with pytest.raises(KeyError, match="W1, b1, W2, b2"):
        check(example("mazur-2-2-2").experiment, parameters=["W3"])


def test_a_nudge_across_a_kink_says_where():
    (w, b) = check(_one("relu", weight=1.0, bias=-2.0, x=2.0))
    assert w.kinks == b.kinks == (("z1", (0, 0)),)
    assert w.agrees is None
    assert w.analytic == 0
    assert w.numeric == pytest.approx(-2.0 / 2, rel=1e-4)  # half of the slope to the right
    (w, b) = check(_one("relu", weight=1.0, bias=-1.9, x=2.0))
    assert w.kinks == b.kinks == ()
    assert w.agrees


def test_a_jump_is_seen_though_both_slopes_are_zero():
    w = check(_one("step", weight=1.0, bias=-2.0, x=2.0))[0]
    assert w.analytic == 0
    assert abs(w.numeric) > 1000
    assert w.agrees is None


def test_a_dead_network_agrees_at_zero():
    cells = check(_one("relu", weight=-1.0, bias=0.0, x=2.0))
    assert [(c.analytic, c.numeric, c.difference, c.agrees) for c in cells] == [(0, 0, 0, True)] * 2


def test_a_wrong_slope_is_found():
    @dataclass(frozen=True)
    class Wrong(Elementwise):
        """Forgets to square."""

        @rule("tanh(z)")
        def a(self, out, z):
            np.tanh(z, out=out)

        @rule("1 - a")
        def s(self, out, a):
            np.subtract(1.0, a, out=out)

    experiment = _one("identity", 0.5, 0.1, 1.0)
    wrong = Experiment(
        layers=(Layer(experiment.layers[0].op, Wrong()),),
        loss=experiment.loss,
        inputs=experiment.inputs,
        targets=experiment.targets,
        parameters=experiment.parameters,
    )
    cells = check(wrong)
    assert [c.agrees for c in cells] == [False, False]
    assert all(c.complex_difference > 0.1 for c in cells)


@pytest.mark.parametrize("loss", ["binary_cross_entropy", "cross_entropy", "mse"])
@pytest.mark.parametrize("iterations", [1_000, 30_000])
def test_right_gradients_of_a_network_that_has_learned_all_agree(loss, iterations):
    """The loss is then far smaller than what it is made of."""
    outputs = 2 if loss == "cross_entropy" else 1
    last = "softmax" if outputs == 2 else "sigmoid"
    ones = [0, 1, 1, 0]
    xor = Experiment(
        layers=(
            Layer(registry["dense"](4), registry["tanh"]()),
            Layer(registry["dense"](outputs), registry[last]()),
        ),
        loss=registry[loss](reduction="mean"),
        inputs=[[0, 0], [0, 1], [1, 0], [1, 1]],
        targets=[[y] if outputs == 1 else [1 - y, y] for y in ones],
        optimizer=registry["adam"](),
        learning_rate=0.05,
        seed=1,
    )
    training = Training(xor)
    losses = training.run(iterations)
    assert losses[-1] < 0.01
    parameters = {
        t.name: t.view(_vector(xor, training)) for t in _tables(xor) if t.kind == "parameter"
    }
    cells = check(replace(xor, parameters=parameters))
    assert all(c.agrees for c in cells)
    right = [c.complex_difference for c in cells if c.complex_difference is not None]
    if last == "sigmoid":  # softmax's own imaginary part is a difference of two that are alike
        assert max(right) < 1e-9


@pytest.mark.parametrize("factor", [0.999, 1.001, 0.0, -1.0, 2.0])
def test_a_wrong_gradient_of_a_network_that_has_learned_is_found(factor):
    @dataclass(frozen=True)
    class Wrong(Elementwise):
        """A slope that is off by a factor."""

        @rule("tanh(z)")
        def a(self, out, z):
            np.tanh(z, out=out)

        @rule("1 - a ** 2")
        def s(self, out, a):
            np.multiply(1.0 - a**2, factor, out=out)

    experiment = Experiment(
        layers=(
            Layer(registry["dense"](2), Wrong()),
            Layer(registry["dense"](1), registry["sigmoid"]()),
        ),
        loss=registry["binary_cross_entropy"](),
        inputs=[[1.0, 0.5]],
        targets=[[1.0]],
        parameters={"W2": [[8.0, -8.0]], "b2": [9.0], "W1": [[0.2, 0.1], [0.1, -0.2]]},
    )
    cells = check(experiment)
    assert {c.agrees for c in cells if c.parameter in ("W1", "b1")} == {False}
    assert {c.agrees for c in cells if c.parameter in ("W2", "b2")} == {True}


def test_it_says_where_the_complex_step_is_lost():
    @dataclass(frozen=True)
    class Huber(LossOp):
        """Written with abs, whose complex value has no imaginary part."""

        @rule("sum(abs(a - y))")
        def E(self, out, a, y):
            away = np.abs(a - y)
            out[...] = np.sum(np.where(away < 0.5, away**2 / 2, 0.5 * (away - 0.25)))

        @rule("a - y")
        def d_a(self, out, a, y):
            np.copyto(out, np.clip(a - y, -0.5, 0.5))

    e = example("mazur-2-2-2").experiment
    for target in (0.3, 0.9):  # on the parabola, on the straight line
        cells = check(replace(e, loss=Huber(), targets=[[target, target]]))
        assert all(c.agrees for c in cells)
        assert {c.complex_lost for c in cells} == {"E"}
        assert {c.complex_step for c in cells} == {c.complex_difference for c in cells} == {None}
    assert {c.complex_lost for c in check(e)} == {None}


def _tables(experiment):
    return experiment.program(1).tensors.values()


def _vector(experiment, training):
    program = experiment.program(1)
    vector = np.zeros(program.size)
    vector[program.carried] = training.checkpoint.values
    return vector


def _one(activation, weight, bias, x):
    """One neuron from weight, bias and input, target 1 and loss ½ (a − y)²."""
    return Experiment(
        layers=(Layer(registry["dense"](1), registry[activation]()),),
        loss=registry["half_sse"](),
        inputs=[[x]],
        targets=[[1.0]],
        parameters={"W1": [[weight]], "b1": [bias]},
    )


def test_in_a_minimum_all_agree_and_a_wrong_gradient_does_not():
    """There every gradient is 0, and so is what rounding seems to come to; beside it, it is not."""
    e = Experiment(
        layers=(
            Layer(registry["dense"](3), registry["tanh"]()),
            Layer(registry["dense"](2), registry["sigmoid"]()),
        ),
        loss=registry["mse"](),
        inputs=[[0.7, -0.4]],
        targets=[[0.0, 0.0]],
        seed=4,
    )
    e = replace(e, targets=trace(e)["a2"])
    assert not trace(e)["E"]
    cells = check(e)
    assert {c.analytic for c in cells} == {0.0}
    assert {c.agrees for c in cells} == {True}
    near = replace(e, targets=trace(e)["a2"] + 1e-7)
    assert all(c.agrees for c in check(near))

    @dataclass(frozen=True)
    class Wrong(Elementwise):
        """A slope that is off by a thousandth."""

        @rule("tanh(z)")
        def a(self, out, z):
            np.tanh(z, out=out)

        @rule("1 - a ** 2")
        def s(self, out, a):
            np.multiply(1.0 - a**2, 1.001, out=out)

    wrong = replace(near, layers=(Layer(e.layers[0].op, Wrong()), e.layers[1]))
    assert False in {c.agrees for c in check(wrong) if c.parameter == "W1"}
