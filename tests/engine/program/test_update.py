"""Optimizers, schedules, clips and penalties: against PyTorch, textbooks and their own meaning."""

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine import Experiment, InvalidExperiment, example, registry, trace
from engine.ops import of_family
from tests.engine.networks import random_experiment, random_op

TORCH = json.loads((Path(__file__).parents[1] / "data" / "torch_sequences.json").read_text("utf-8"))
OPTIMIZERS = tuple(of_family("optimizer"))
AROUND = [(f, kind) for f in ("schedule", "clip", "penalty") for kind in of_family(f)]
MAZUR = example("mazur-2-2-2").experiment


@pytest.mark.parametrize("run", TORCH["runs"], ids=lambda run: run["name"])
def test_every_update_is_that_of_pytorch(run):
    experiment = Experiment.from_json(TORCH["experiment"] | run["update"])
    for k, expected in run["after"].items():
        t = trace(experiment, int(k) - 1)
        for name, value in expected.items():
            np.testing.assert_allclose(t[f"{name}'"], value, rtol=1e-12, atol=1e-14, err_msg=k)


def test_pytorch_was_asked_about_everything_it_has():
    asked = {
        op["kind"] if isinstance(op, dict) else op
        for run in TORCH["runs"]
        for op in run["update"].values()
    }
    others = {"l1", "l1_stop", "lion"}
    assert {*OPTIMIZERS, *(kind for _, kind in AROUND)} - asked == others


def _textbook(kind, w, gradient, eta, count):
    """The published rules on one number, in plain Python: w after each update."""
    m = v = 0.0
    product = 1.0
    for k in range(1, count + 1):
        g = gradient(w)
        if kind == "sgd":
            w -= eta * g
        elif kind == "momentum":  # Sutskever et al. (2013), with η inside of m there
            m = 0.9 * m - eta * g
            w += m
        elif kind == "nesterov":  # as there; w stands for the point that looks ahead
            before, m = m, 0.9 * m - eta * g
            w += -0.9 * before + 1.9 * m
        elif kind == "adagrad":  # Duchi et al. (2011)
            v += g * g
            w -= eta * g / (math.sqrt(v) + 1e-10)
        elif kind == "rmsprop":  # Hinton's lecture 6e
            v = 0.99 * v + 0.01 * g * g
            w -= eta * g / (math.sqrt(v) + 1e-8)
        elif kind == "lion":  # Chen et al. (2023), algorithm 2, without decay
            update = 0.9 * m + 0.1 * g
            m = 0.99 * m + 0.01 * g
            w -= eta * (update > 0) - eta * (update < 0)
        elif kind == "nadam":  # Dozat (2016), with the schedule of its section 3
            now, following = (0.9 * (1 - 0.5 * 0.96 ** (0.004 * j)) for j in (k, k + 1))
            product *= now
            m = 0.9 * m + 0.1 * g
            v = 0.999 * v + 0.001 * g * g
            ahead = following * m / (1 - product * following) + (1 - now) * g / (1 - product)
            w -= eta * ahead / (math.sqrt(v / (1 - 0.999**k)) + 1e-8)
        else:  # Kingma and Ba (2015), Loshchilov and Hutter (2019)
            m = 0.9 * m + 0.1 * g
            v = 0.999 * v + 0.001 * g * g
            step = (m / (1 - 0.9**k)) / (math.sqrt(v / (1 - 0.999**k)) + 1e-8)
            w -= eta * (step + (0.01 * w if kind == "adamw" else 0))
        yield w


@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_fifty_updates_of_one_weight_are_those_of_the_textbook(kind):
    experiment = _one_weight(optimizer=registry[kind](), learning_rate=0.05)
    expected = list(_textbook(kind, 1.5, lambda w: 2.0 * (2.0 * w - 1.0), 0.05, 50))
    for k in range(50):
        assert trace(experiment, k)["W1'"] == pytest.approx(expected[k], rel=1e-12, abs=1e-14)


@pytest.mark.parametrize(("family", "kind"), AROUND)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_what_stands_around_an_optimizer_changes_nothing_before_it(optimizer, family, kind):
    rng = np.random.default_rng([*map(ord, kind + optimizer)])
    plain = random_experiment(rng, optimizer=optimizer)
    with_it = replace(plain, **{family: random_op(rng, kind)})
    t, u = trace(plain), trace(with_it)
    for step in t.program.steps:
        if step.phase != "update":
            assert t[step.writes].tobytes() == u[step.writes].tobytes()


@pytest.mark.parametrize(("family", "kind"), [*AROUND, *(("optimizer", k) for k in OPTIMIZERS)])
def test_every_program_is_sound(family, kind):
    rng = np.random.default_rng([3, *map(ord, kind)])
    for _ in range(5):
        program = trace(random_experiment(rng, **{family: kind})).program
        known = {n for n in program.tensors if n not in program.writer}
        for step in program.steps:
            assert set(step.reads.values()) <= known
            known.add(step.writes)
        assert known == set(program.tensors)
        assert program.carried.stop - program.carried.start == (
            program.renewed.stop - program.renewed.start
        )


def test_an_experiment_that_uses_nothing_has_no_more_steps():
    assert len(trace(MAZUR).program.steps) == 19
    assert not {"k", "eta0", "norm"} & set(trace(MAZUR).program.tensors)


def test_only_what_is_trained_has_a_state_and_is_clipped_and_penalised():
    experiment = replace(
        MAZUR,
        optimizer=registry["adam"](),
        clip=registry["clip_norm"](0.01),
        penalty=registry["l2"](0.1),
    )
    t = trace(experiment)
    assert t.program.state == ("m_W1", "m_W2", "v_W1", "v_W2")
    assert not [n for n in t.program.tensors if n.endswith("_b1") and n != "d_b1"]
    whole = np.concatenate([t["d_W1"].ravel(), t["d_W2"].ravel()])
    assert t["norm"] == pytest.approx(np.linalg.norm(whole), rel=1e-15)
    clipped = np.concatenate([t["c_W1"].ravel(), t["c_W2"].ravel()])
    np.testing.assert_allclose(np.linalg.norm(clipped), 0.01, rtol=1e-4)
    np.testing.assert_allclose(clipped / whole, t["factor"], rtol=1e-14)
    np.testing.assert_allclose(t["g_W1"], t["c_W1"] + 0.1 * t["W1"], rtol=1e-15)


def test_a_short_gradient_is_not_clipped():
    t = trace(replace(MAZUR, clip=registry["clip_norm"](100.0)))
    assert t["factor"] == 1
    assert (t["W2'"] == trace(MAZUR)["W2'"]).all()


def test_the_state_starts_as_it_should_and_goes_on():
    experiment = replace(MAZUR, optimizer=registry["adagrad"](accumulator=0.25))
    now, then = trace(experiment), trace(experiment, 1)
    assert (now["v_W1"] == 0.25).all()
    assert (then["v_W1"] == now["v_W1'"]).all()
    assert (trace(replace(MAZUR, optimizer=registry["momentum"]()))["m_W1"] == 0).all()


def test_when_everything_is_frozen_nothing_is_added():
    experiment = replace(
        MAZUR,
        frozen=frozenset(MAZUR.start),
        optimizer=registry["adam"](),
        clip=registry["clip_norm"](),
        schedule=registry["cosine"](),
    )
    t = trace(experiment, 3)
    assert t.program.state == ()
    assert {s.rule.writes for s in t.program.steps if s.phase == "update"} == {"w_new"}
    assert (t["W1'"] == MAZUR.start["W1"]).all()


def test_a_penalty_may_spare_biases():
    experiment = replace(MAZUR, frozen=frozenset(), penalty=registry["l1"](0.1, on="weights"))
    t = trace(experiment)
    np.testing.assert_allclose(t["g_W1"], t["d_W1"] + 0.1 * np.sign(t["W1"]), rtol=1e-15)
    assert "g_b1" not in t.program.tensors
    assert t.program.writer["b1'"].reads["d_w"] == "d_b1"


def test_decoupled_decay_of_descent_is_l2():
    decoupled = replace(MAZUR, penalty=registry["decoupled"](0.3))
    l2 = replace(MAZUR, penalty=registry["l2"](0.3))
    np.testing.assert_allclose(trace(decoupled, 20)["W1"], trace(l2, 20)["W1"], rtol=1e-12)


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (registry["step_decay"](3, 0.5), [0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125]),
        (registry["cosine"](4, 0.1), [0.5, 0.3 + 0.2 * 0.5**0.5, 0.3, 0.3 - 0.2 * 0.5**0.5, 0.1]),
    ],
)
def test_a_schedule_writes_the_learning_rate_first(schedule, expected):
    for k, eta in enumerate(expected):
        t = trace(replace(MAZUR, schedule=schedule), k)
        first = next(s for s in t.program.steps if s.phase == "update")
        assert (first.writes, t["eta0"], t["k"]) == ("eta", 0.5, k + 1)
        assert t["eta"] == pytest.approx(eta, rel=1e-15)
        assert (t["W1'"] == t["W1"] - t["eta"] * t["d_W1"]).all()


@pytest.mark.parametrize(
    ("field", "value", "pointer"),
    [
        ("clip", {"kind": "l2"}, "/clip/kind"),
        ("clip", {"kind": "clip_norm", "limit": 0}, "/clip/limit"),
        ("penalty", 3, "/penalty"),
        ("schedule", "sgd", "/schedule/kind"),
        ("initial", None, "/initial"),
        ("initial_bias", "orthogonal", "/initial_bias/kind"),
        ("initial_bias", "he_normal", "/initial_bias/kind"),
        ("optimizer", {"kind": "adam", "beta1": 1}, "/optimizer/beta1"),
    ],
)
def test_what_does_not_fit_is_told(field, value, pointer):
    with pytest.raises(InvalidExperiment) as caught:
        Experiment.from_json(MAZUR.to_json() | {field: value})
    assert caught.value.pointer == pointer


@pytest.mark.parametrize("field", ["schedule", "clip", "penalty", "optimizer"])
def test_an_op_of_another_family_is_refused(field):
    with pytest.raises(InvalidExperiment, match=field):
        replace(MAZUR, **{field: registry["relu"]()})


def _one_weight(optimizer, learning_rate):
    """E = ½ (2 w − 1)², from w = 1.5."""
    return Experiment.from_json(
        {
            "layers": [{"kind": "dense", "units": 1}],
            "loss": "half_sse",
            "inputs": [[2.0]],
            "targets": [[1.0]],
            "parameters": {"W1": [[1.5]], "b1": [0.0]},
            "frozen": ["b1"],
            "learning_rate": learning_rate,
            "optimizer": optimizer.to_json(),
        }
    )
