"""A weight that the penalty carries over zero stops there, and does not come back."""

from dataclasses import replace

import numpy as np
import pytest

from engine import Experiment, History, Training, example, registry, trace

MAZUR = replace(example("mazur-2-2-2").experiment, frozen=frozenset())


def by_hand(experiment: Experiment, iterations: int) -> tuple[dict, dict]:
    """Each weight alone, from the gradients of the traces: values and who has died."""
    w = {name: value.copy() for name, value in experiment.start.items()}
    dead = {name: np.zeros(value.shape, bool) for name, value in w.items()}
    rate, pull = experiment.learning_rate, experiment.penalty.strength
    for _ in range(iterations):
        t = trace(replace(experiment, parameters=w))
        new = {}
        for name, value in w.items():
            new[name] = value.copy()
            for cell in np.ndindex(value.shape):
                moved = value[cell] - rate * t[f"d_{name}"][cell]
                if name.startswith("W"):
                    if dead[name][cell]:
                        new[name][cell] = 0.0
                        continue
                    sign = np.sign(value[cell])
                    pulled = moved - rate * pull * float(sign)
                    if moved * pulled < 0:
                        pulled, dead[name][cell] = 0.0, True
                    moved = pulled
                new[name][cell] = moved
        w = new
    return w, dead


@pytest.mark.parametrize("strength", [0.0, 0.05, 0.3, 2.0])
def test_it_is_what_each_weight_would_do_alone(strength: float) -> None:
    e = replace(MAZUR, penalty=registry["l1_stop"](strength), seed=4, parameters={})
    w, dead = by_hand(e, 60)
    t = trace(e, 59)
    for name in w:
        np.testing.assert_allclose(t[f"{name}'"], w[name], rtol=1e-12, atol=1e-15)
        if name.startswith("W"):
            assert (t[f"dead_{name}'"] == dead[name]).all()
    assert np.concatenate([d.ravel() for d in dead.values()]).any() == (strength > 0)


@pytest.mark.parametrize("optimizer", ["sgd", "adam", "adagrad"])
def test_it_stands_behind_any_optimizer_and_every_way_of_running_keeps_it(optimizer: str) -> None:
    more = {"accumulator": 0.1} if optimizer == "adagrad" else {}
    e = replace(MAZUR, penalty=registry["l1_stop"](1.0), optimizer=registry[optimizer](**more))
    t = trace(e, 79)
    assert {"dead_W1", "dead_W2"} <= set(t.program.state)
    assert not {"dead_b1", "dead_b2"} & set(t.program.tensors)
    assert t["dead_W1"].any()
    assert (trace(e)["dead_W1"] == 0).all()
    training, history = Training(e), History(e, keep=10)
    for run in (training, history):
        run.run(80)
        np.testing.assert_allclose(run.checkpoint.values, t.checkpoint.values, atol=1e-13)
    begun = trace(e, 79, trace(e, 30).checkpoint)
    assert begun.vector.tobytes() == t.vector.tobytes()
    before = trace(e, 78)
    still = before["dead_W1"] == 1
    assert (t["W1'"][still] == 0).all()
    assert not np.signbit(t["W1'"][still]).any()


def test_a_weight_that_begins_at_zero_is_not_dead() -> None:
    zeros = {name: np.zeros(v.shape) for name, v in MAZUR.start.items()}
    e = replace(MAZUR, parameters=zeros, penalty=registry["l1_stop"](0.001))
    t = trace(e)
    assert (t["dead_W2'"] == 0).all()
    assert (t["W2'"] != 0).all()
