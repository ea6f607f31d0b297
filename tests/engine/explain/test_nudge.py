"""Nudges against runs of experiments that begin with the moved number."""

from dataclasses import dataclass, replace

import numpy as np
import pytest

from engine import Experiment, Layer, Training, example, registry, trace
from engine.explain.nudge import DIGITS, NEAR, _leaves, nudge
from engine.explain.place import followed
from engine.families.activation import Elementwise
from engine.rule import rule

MAZUR = example("mazur-2-2-2").experiment
DENSE = registry["dense"]
FEW_ULPS = 1e-15
"""What two orders of summation may be apart, of numbers below 1."""


def test_a_nudge_confirms_the_first_gradient_of_mazur():
    n = nudge(trace(MAZUR), "W1", (0, 0), 0.001)
    assert n.gradient == pytest.approx(0.000438568, abs=5e-10)
    assert n.change == pytest.approx(n.promised, rel=1e-4)
    assert (n.reason, n.agrees) == ("curvature", True)


@pytest.mark.parametrize("epsilon", [0.1, 1e-3, 1e-5, -1e-3])
def test_it_is_the_pass_of_an_experiment_with_that_number(epsilon):
    moved = MAZUR.start["W1"].copy()
    moved[0, 1] += epsilon
    other, done = trace(replace(MAZUR, parameters={**MAZUR.start, "W1": moved})), trace(MAZUR)
    n = nudge(done, "W1", (0, 1), epsilon)
    assert n.loss == pytest.approx(other["E"], rel=1e-15)
    assert n.change == pytest.approx(other["E"] - done["E"], abs=FEW_ULPS)
    assert [c.tensor for c in n.changes] == ["W1", "z1", "a1", "z2", "a2", "E"]
    for c in n.changes[1:]:
        assert c.deltas == pytest.approx(other[c.tensor] - done[c.tensor], abs=FEW_ULPS)
        assert c.cells == np.count_nonzero(c.deltas)
        assert c.largest == c.deltas[c.cell] == max(c.deltas.ravel(), key=abs)
    assert n.changes[1].cells == 1


def test_an_input():
    done = trace(replace(MAZUR, input_gradient=True))
    inputs = np.add(MAZUR.inputs, [[0.01, 0.0]])
    assert nudge(done, "a0", (0, 0), 0.01).loss == pytest.approx(
        trace(replace(MAZUR, inputs=inputs))["E"], rel=1e-15
    )


def test_of_what_a_neuron_gives_only_what_follows_is_computed_again():
    n = nudge(trace(MAZUR), "a1", (0, 0), 0.01)
    assert [c.tensor for c in n.changes] == ["a1", "z2", "a2", "E"]
    assert n.changes[1].deltas[0] == pytest.approx(0.01 * MAZUR.start["W2"][:, 0], rel=1e-12)


def test_curvature_is_half_the_second_derivative():
    """Of E = ½ (w x − y)² it is ½ x² ε², and nothing is left."""
    e = Experiment(
        (Layer(DENSE(1)),), registry["half_sse"](), inputs=[[3.0]], targets=[[1.0]],
        parameters={"W1": [[0.5]], "b1": [0.0]},
    )  # fmt: skip
    n = nudge(trace(e), "W1", (0, 0), 0.1)
    assert n.curvature == pytest.approx(0.5 * 9 * 0.01, rel=1e-12)
    assert abs(n.remainder) <= n.rounding


def test_digits_go_as_the_nudge_gets_smaller():
    found = [nudge(trace(MAZUR), "W1", (0, 0), 10.0**-k) for k in range(1, 9)]
    digits = [n.digits for n in found]
    assert digits == sorted(digits, reverse=True)
    assert (found[0].reason, found[-1].reason) == ("curvature", "rounding")
    for n in found:
        assert abs(n.remainder) <= abs(n.promised) * abs(n.epsilon) + 10 * n.rounding


def test_a_kink_is_named():
    e = Experiment(
        (Layer(DENSE(1), registry["relu"]()),), registry["half_sse"](), inputs=[[1.0]],
        targets=[[1.0]], parameters={"W1": [[0.05]], "b1": [0.0]},
    )  # fmt: skip
    n = nudge(trace(e), "W1", (0, 0), -0.1)
    assert (n.reason, n.kinks) == ("kink", (("z1", (0, 0)),))
    assert nudge(trace(e), "W1", (0, 0), 0.1).kinks == ()


def test_nothing_moves_behind_a_dead_relu():
    e = Experiment(
        (Layer(DENSE(1), registry["relu"]()),), registry["half_sse"](), inputs=[[1.0]],
        targets=[[1.0]], parameters={"W1": [[-2.0]], "b1": [0.0]},
    )  # fmt: skip
    n = nudge(trace(e), "W1", (0, 0), 0.1)
    assert (n.reason, n.change, n.gradient, n.digits) == ("exact", 0.0, 0.0, 0)


def test_a_wrong_gradient_is_no_curvature():
    @dataclass(frozen=True)
    class Wrong(Elementwise):
        """Forgets to square."""

        @rule("tanh(z)")
        def a(self, out, z):
            np.tanh(z, out=out)

        @rule("1 - a")
        def s(self, out, a):
            np.subtract(1.0, a, out=out)

    wrong = replace(MAZUR, layers=(Layer(DENSE(2), Wrong()), MAZUR.layers[1]))
    for epsilon in (0.1, 1e-4):
        n = nudge(trace(wrong), "W1", (0, 0), epsilon)
        assert (n.reason, n.agrees) == ("wrong", False)
        assert nudge(trace(wrong), "W2", (0, 0), epsilon).agrees
    once = trace(wrong)
    told = [nudge(once, name, (0, 0), 0.1).agrees for name in ("W2", "W1", "W1", "W2")]
    assert told == [True, False, False, True]


def test_the_mask_of_a_dropout_is_held():
    layers = (Layer(DENSE(8)), Layer(registry["dropout"](0.5)), Layer(DENSE(1)))
    e = Experiment(layers, registry["mse"](), inputs=[[1.0, 2.0]], targets=[[1.0]], seed=1)
    done = trace(e, 5)
    n = nudge(done, "W1", (0, 0), 1e-4)
    assert n.agrees
    assert {c.tensor for c in n.changes} <= {"W1", "z1", "drop1", "z2", "E"} | {
        c.tensor for c in n.changes if done.program.tensors[c.tensor].kind == "output"
    }


def test_a_probability_cannot_be_above_one():
    e = Experiment(
        (Layer(DENSE(1), registry["sigmoid"]()),), registry["binary_cross_entropy"](),
        inputs=[[1.0]], targets=[[1.0]], parameters={"W1": [[3.0]], "b1": [0.0]},
    )  # fmt: skip
    n = nudge(trace(e), "a1", (0, 0), 0.1)
    assert n.reason == "domain"
    inside = nudge(trace(e), "a1", (0, 0), 1e-3)
    assert inside.reason == "curvature"
    assert inside.change == pytest.approx(np.log(n.value / (n.value + 1e-3)), rel=1e-12)


@pytest.mark.parametrize("loss", ["binary_cross_entropy", "cross_entropy", "mse"])
def test_nothing_is_called_wrong_after_convergence(loss):
    outputs = 2 if loss == "cross_entropy" else 1
    last = "softmax" if outputs == 2 else "sigmoid"
    xor = Experiment(
        (Layer(DENSE(4), registry["tanh"]()), Layer(DENSE(outputs), registry[last]())),
        registry[loss](reduction="mean"),
        inputs=[[0, 0], [0, 1], [1, 0], [1, 1]],
        targets=[[y] if outputs == 1 else [1 - y, y] for y in (0, 1, 1, 0)],
        optimizer=registry["adam"](),
        learning_rate=0.05,
        seed=1,
        input_gradient=True,
    )
    training = Training(xor)
    assert training.run(20_000)[-1] < 0.01
    done = training.look()
    for name in followed(done.program):
        for cell in np.ndindex(done[name].shape):
            for epsilon in (0.1, 1e-4, 1e-8):
                assert nudge(done, name, cell, epsilon).agrees is not False


def test_one_nudge_leaves_no_trace_in_the_next():
    e = replace(MAZUR, input_gradient=True)
    done = trace(e)
    orders = [("W1", (0, 0)), ("a1", (0, 1)), ("z2", (0, 0)), ("a0", (0, 0)), ("a2", (0, 1))]
    for tensor, cell in (*orders, *reversed(orders)):
        again, fresh = (nudge(t, tensor, cell, 0.01) for t in (done, trace(e)))
        assert (again.loss, again.change, again.agrees) == (fresh.loss, fresh.change, fresh.agrees)
        assert [c.tensor for c in again.changes] == [c.tensor for c in fresh.changes]
        for ours, theirs in zip(again.changes, fresh.changes, strict=True):
            assert np.array_equal(ours.deltas, theirs.deltas)


def test_one_number_after_the_other_is_as_if_each_were_the_first():
    drawn, done = np.random.default_rng(7), trace(replace(MAZUR, input_gradient=True))
    for _ in range(40):
        name = str(drawn.choice(followed(done.program)))
        cell = tuple(int(drawn.integers(n)) for n in done.program.tensors[name].shape)
        epsilon = float(drawn.choice([0.1, -0.001]))
        first = nudge(replace(done), name, cell, epsilon)
        again = nudge(done, name, cell, epsilon)
        assert (again.loss, again.agrees) == (first.loss, first.agrees)
        assert [c.tensor for c in again.changes] == [c.tensor for c in first.changes]
        for c, d in zip(again.changes, first.changes, strict=True):
            assert np.array_equal(c.deltas, d.deltas)


def test_digits_and_reason_of_a_difference():
    n = nudge(trace(MAZUR), "W1", (0, 0), 0.001)
    for change, rounding, digits in (
        (-1e-3, 1.1e-9, 5), (1e-3, 1e-30, DIGITS), (1e-12, 1e-9, 0), (1e-3, 0.0, DIGITS),
        (0.0, 1e-9, 0), (np.inf, 1e-9, 0), (3e-9, 1.5e-9, 0), (2e-8, 1.5e-9, 1),
    ):  # fmt: skip
        assert replace(n, change=change, rounding=rounding).digits == digits
    assert replace(n, change=np.inf).reason == "overflow"
    assert replace(n, change=n.promised).reason == "exact"
    for edge, reason in ((0.0, "rounding"), (1e-9, "curvature")):
        off = replace(n, change=1.0, gradient=0.0, rounding=1.0 - edge)
        assert off.reason == reason


def test_an_output_leaves_what_its_loss_is_defined_for():
    logistic = Experiment(
        (Layer(DENSE(1), registry["sigmoid"]()),),
        registry["binary_cross_entropy"](),
        [[1.0]],
        [[1.0]],
    )
    done = trace(logistic)
    for value, margin, leaves in (
        (0.0, 0.0, False), (1.0, 0.0, False), (-1e-12, 0.0, True), (1 + 1e-12, 0.0, True),
        (NEAR / 2, NEAR, True), (1 - NEAR / 2, NEAR, True), (0.5, NEAR, False),
        (2 * NEAR, NEAR, False), (1 - 2 * NEAR, NEAR, False),
    ):  # fmt: skip
        assert _leaves(done, "a1", value, margin) is leaves
    assert _leaves(done, "z1", 7.0, 0.0) is False


def test_a_cell_that_is_not_there_cannot_be_moved():
    with pytest.raises(IndexError):
        nudge(trace(MAZUR), "W1", (-1, 0), 0.001)
