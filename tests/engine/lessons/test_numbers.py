"""The numbers of the lessons against mathematics written out by hand, and their claims."""

import math
from dataclasses import replace

import numpy as np
import pytest

from engine import Experiment, trace
from engine.lessons import LESSONS
from engine.lessons.lesson_08 import grown
from engine.lessons.states import chain, dense


def sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z))


X, W1, B1, W2, B2, Y, ETA = 2.0, 0.8, -0.2, -0.6, 0.4, 1.0, 0.5
A1 = sigmoid(W1 * X + B1)
A2 = sigmoid(W2 * A1 + B2)
DELTA2 = (A2 - Y) * A2 * (1 - A2)
DELTA1 = DELTA2 * W2 * A1 * (1 - A1)
NEW_W2 = W2 - ETA * DELTA2 * A1


def answers(lesson: str, task: str) -> dict[str, float]:
    of = LESSONS[lesson]
    return of.task(task).answers(of.scene())  # type: ignore[union-attr]


def test_the_gradient_of_the_last_weight_and_its_misconceptions() -> None:
    expected = {
        "right": DELTA2 * A1,
        "no_slope": (A2 - Y) * A1,
        "no_input": DELTA2,
        "sum_for_activation": DELTA2 * (W1 * X + B1),
        "input_for_activation": DELTA2 * X,
        "no_half": 2 * DELTA2 * A1,
        "sign_turned": -DELTA2 * A1,
    }
    assert answers("three-factors", "product") == pytest.approx(expected)


def test_a_nudge_finds_it_without_any_formula() -> None:
    def loss(w2: float) -> float:
        return (sigmoid(w2 * A1 + B2) - Y) ** 2 / 2

    change = loss(W2 + 1e-3) - loss(W2 - 1e-3)
    found = answers("three-factors", "nudge")
    assert found["right"] == pytest.approx(change / 2e-3, rel=1e-9)
    assert found["right"] == pytest.approx(DELTA2 * A1, rel=1e-5)
    assert LESSONS["three-factors"].task("way").truth(LESSONS["three-factors"].scene()) == "up"


def test_the_hidden_delta_and_its_misconceptions() -> None:
    z1 = W1 * X + B1
    expected = {
        "right": DELTA1,
        "new_weight": DELTA2 * NEW_W2 * A1 * (1 - A1),
        "no_slope": DELTA2 * W2,
        "no_weight": DELTA2 * A1 * (1 - A1),
        "activation_for_slope": DELTA2 * W2 * A1,
        "no_half": 2 * DELTA1,
    }
    found = answers("one-layer-deeper", "guess")
    assert {k: found[k] for k in expected} == pytest.approx(expected)
    assert found["slope_at_z"] == pytest.approx(DELTA2 * W2 * z1 * (1 - z1))


def test_the_update_and_its_misconceptions() -> None:
    g = DELTA1 * X
    expected = {
        "right": W1 - ETA * g,
        "uphill": W1 + ETA * g,
        "no_rate": W1 - g,
        "step_alone": -ETA * g,
    }
    assert answers("step-at-t-plus-1", "step") == pytest.approx(expected)


def test_the_fading_chain() -> None:
    a, product = 1.0, 1.0
    slopes = []
    for _ in range(8):
        a = sigmoid(a)
        slopes.append(a * (1 - a))
    product = math.prod(slopes[:7])
    expected = {"right": product, "undiminished": 1, "shared": 1 / 8, "once": 1 / 4}
    expected["bound"] = 0.25**7
    assert answers("fading-message", "guess") == pytest.approx(expected)


def test_linear_layers_stop_where_one_neuron_stops() -> None:
    # Half of all answers are 1: the best constant is ½, off by ½ each time.
    expected = {"right": 0.25, "deeper": 0, "halved": 0.125, "unsquared": 0.5}
    assert answers("linear-stays-linear", "five") == pytest.approx(expected, abs=1e-6)


def test_the_switch_answers_all_or_none() -> None:
    for task, second in (("loud", 0.8), ("fainter", 0.6), ("faintest", 0.4)):
        z = 1 + second - 1.5
        expected = {"right": float(z > 0), "sum": z, "graded": second, "no_bias": 1 + second}
        assert answers("all-or-none", task) == pytest.approx(expected)


def test_what_lesson_8_says_is_so() -> None:
    lesson = LESSONS["slope-decides"]
    scene = lesson.scene()
    value = {name: v.read(scene) for name, v in lesson.values.items()}
    assert 1.7 < grown(scene) < 2.3  # "about twice as wrong"
    assert value["fainter"] > 30
    deltas = [abs(float(scene[s]["d_z2"][0, 0])) for s in ("first", "second", "third", "last")]
    assert deltas[1] > deltas[0]  # "δ₂ first grows,
    assert deltas[1] > deltas[2] > deltas[3]  # then collapses"
    errors = [abs(float(scene[s]["d_a2"][0, 0])) for s in ("first", "second", "third", "last")]
    assert errors == sorted(errors)
    best = max(abs(float(trace(chain(None, w2=w))["d_z2"][0, 0])) for w in np.arange(-3, 0, 0.01))
    assert best == pytest.approx(value["most"], abs=1e-4)
    bound = lesson.task("fastest").conditions[0].at_least  # type: ignore[union-attr]
    assert deltas[0] < bound < best


def reached(lesson: str, task: str, experiment: Experiment, iteration: int = 0) -> bool:
    t = trace(experiment, iteration)
    after = float(trace(experiment, 1)["E"])
    met = []
    for c in LESSONS[lesson].task(task).conditions:  # type: ignore[union-attr]
        value = after if c.tensor == "E+" else float(t[c.tensor][c.cell])
        value = value / float(t[c.over][c.cell]) if c.over else value
        value = abs(value) if c.magnitude else value
        met.append((c.at_least is None or value >= c.at_least) and
                   (c.at_most is None or value <= c.at_most))  # fmt: skip
    return all(met)


def test_every_goal_is_missed_at_first_and_can_be_reached() -> None:
    states = {id: lesson.scene().states for id, lesson in LESSONS.items()}
    unit = states["all-or-none"]["and"]
    moved = replace(unit, parameters={**unit.parameters, "b1": np.array([-0.5])})
    assert not reached("all-or-none", "or", unit)
    assert reached("all-or-none", "or", moved)
    assert not reached("slope-decides", "fastest", chain())
    assert reached("slope-decides", "fastest", chain(None, w2=-1.4))
    assert not reached("step-at-t-plus-1", "rate", chain())
    assert reached("step-at-t-plus-1", "rate", chain(None, eta=5.0))
    chains = states["fading-message"]
    assert not reached("fading-message", "keep", chains["sigmoid"])
    assert not reached("fading-message", "keep", chains["tanh"])  # "helps, but not enough"
    assert reached("fading-message", "keep", chains["relu"])
    two = states["linear-stays-linear"]["two"]
    bent = Experiment.from_json(
        {**two.to_json(), "layers": [dense(4, "tanh"), dense(1, "identity")]}
    )
    assert not reached("linear-stays-linear", "bend", two, 3000)
    assert reached("linear-stays-linear", "bend", bent, 3000)


def test_larger_weights_do_not_save_the_message() -> None:
    state = LESSONS["fading-message"].scene().states["sigmoid"]
    best = 0.0
    for w in (2.0, 4.0, 8.0):
        given = {n: np.full_like(v, w if n[0] == "W" else -w / 2) for n, v in state.start.items()}
        t = trace(replace(state, parameters=given))
        best = max(best, float(t["d_z1"][0, 0] / t["d_z8"][0, 0]))
    assert best < 0.1


def test_only_the_right_sentence_is_true_of_all_four_rows() -> None:
    scene = LESSONS["slope-decides"].scene()
    task = LESSONS["slope-decides"].task("rule")
    means = {"times": lambda a, b: a * b, "plus": lambda a, b: a + b, "over": lambda a, b: a / b}
    reads = {"slope": "s2", "weight": "W2", "activation": "a2"}
    true = set()
    for how, act in means.items():
        for what, tensor in reads.items():
            rows = [scene[s] for s in ("first", "second", "third", "last")]
            said = [act(float(t["d_a2"][0, 0]), float(t[tensor][0, 0])) for t in rows]
            if said == pytest.approx([float(t["d_z2"][0, 0]) for t in rows]):
                true.add(("error", how, what))
    assert true == {task.right}  # type: ignore[union-attr]
