"""Numbers of lessons that train, computed without them: batches, momentum, generalisation."""

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest

from engine import Experiment, trace
from engine.lessons import LESSONS
from engine.lessons.lesson_15 import LONG, SOLVED
from engine.lessons.task import Condition
from engine.run.answers import Questions, output, used_program
from engine.run.many import ManyRuns
from engine.run.training import Training
from tests.engine.lessons.asked import answers, begun, measured, met, picked
from tests.engine.lessons.mazur import DELTAS, H, X


def test_a_batch_adds_and_a_step_can_be_too_long() -> None:
    parts = [(1 * x - 2 * x) * x for x in (1, 2, 3, 4)]
    expected = {"right": sum(parts), "last": parts[-1], "mean": sum(parts) / 4, "first": parts[0]}
    assert answers("many-examples", "batch") == pytest.approx(expected)
    w, walked = 0.0, []
    for _ in range(3):
        w -= 0.6 * (2 * w - 6) * 2
        walked.append(w)
    lesson = LESSONS["many-examples"]
    scene = lesson.scene()
    assert [lesson.values[f"w_{k}"].read(scene) for k in (1, 2, 3)] == pytest.approx(walked)
    assert picked("many-examples", "far") == "grows"
    # With η = 1 what is off grows by |1 − 4| each time: E = ½ (2 · 3 · 3ᵏ)² overflows first.
    k = next(k for k in itertools.count() if math.log10(18) + 2 * k * math.log10(3) > 308.25)
    assert lesson.values["overflow"].read(scene) == k
    assert picked("many-examples", "overflow") == "E"
    state = begun("many-examples", "land")
    for task, rates in (("land", {0.25}), ("swing", {0.5})):
        tried = {eta for eta in (0.1, 0.25, 0.4, 0.5, 0.6)
                 if met("many-examples", task, replace(state, learning_rate=eta))}  # fmt: skip
        assert tried == rates


def test_equal_units_stay_equal_and_the_dead_stay_dead() -> None:
    assert answers("where-to-start", "equal") == {"right": 1, "all": 3, "inputs": 2}
    assert picked("where-to-start", "zeros") == "stays"
    assert picked("where-to-start", "dead") == "second"
    lesson = LESSONS["where-to-start"]
    scene = lesson.scene()
    assert lesson.values["E_zeros"].read(scene) == pytest.approx(math.log(2))
    assert lesson.values["z_2"].read(scene) == pytest.approx(0.04 * 16 + 0.22 * -6)
    assert not met("where-to-start", "break", scene.states["equal"], 1000)
    assert met("where-to-start", "break", scene.states["turned"], 1000)


def test_momentum_gathers_speed_and_adam_levels() -> None:
    expected = {"right": 10, "same": 1, "twice": 1.9, "inverse": 1 / 0.9}
    assert answers("momentum-and-adam", "speed") == pytest.approx(expected)
    g5 = DELTAS[0] * H[0]
    d_h1 = 0.4 * DELTAS[0] + 0.5 * DELTAS[1]
    g1 = d_h1 * H[0] * (1 - H[0]) * X[0]
    given = answers("momentum-and-adam", "adam")
    assert given["as_steep"] == pytest.approx(g5 / g1)
    assert given["root"] == pytest.approx((g5 / g1) ** 0.5)
    assert given["upside_down"] == pytest.approx(g1 / g5)
    # Kingma and Ba: the first step is η g / (|g| + ε).
    assert given["right"] == pytest.approx((g5 / (g5 + 1e-8)) / (g1 / (g1 + 1e-8)))
    velocity = steps = 0.0
    for _ in range(4):
        velocity = 0.9 * velocity + 1
        steps = velocity
    lesson = LESSONS["momentum-and-adam"]
    scene = lesson.scene()
    assert lesson.values["step_4"].read(scene) == pytest.approx(steps)
    for name in ("sgd", "momentum", "adam"):
        state, k = scene.states[f"{name}_fast"], int(lesson.values[f"rounds_{name}"].read(scene))
        assert met("momentum-and-adam", "race", state, k)
        assert not any(met("momentum-and-adam", "race", state, j) for j in {0, k // 2, k - 1})


def test_a_network_fits_and_knows_nothing_outside() -> None:
    weights, biases = 1 * 8 + 8 * 8 + 8 * 1, 8 + 8 + 1
    expected = {"right": weights + biases, "no_biases": weights, "neurons": biases}
    assert answers("function-that-fits", "numbers") == expected
    lesson = LESSONS["function-that-fits"]
    state = begun("function-that-fits", "fit")
    given = {n: trace(state, 3200)[n] for n in state.start}

    def forward(x: float) -> float:
        a = np.array([x])
        for k in (1, 2):
            a = np.tanh(given[f"W{k}"] @ a + given[f"b{k}"])
        return float((given["W3"] @ a + given["b3"])[0])

    found = answers("function-that-fits", "far")
    assert found["right"] == pytest.approx(forward(6))
    assert found["understood"] == pytest.approx(math.sin(6 * math.pi), abs=1e-9)
    assert lesson.values["inside"].read(lesson.scene()) == pytest.approx(forward(0.5))
    assert not met("function-that-fits", "fit", state, 1)
    assert met("function-that-fits", "fit", state, 3200)


def test_a_network_learns_by_heart_and_a_penalty_keeps_it_from_it() -> None:
    found = answers("by-heart", "later")
    state = begun("by-heart", "keep")
    seen = {k: measured(Condition("E_test"), trace(state, k)) for k in (100, 4000)}
    assert found["right"] == pytest.approx(seen[4000])
    assert found["same"] == pytest.approx(seen[100])
    assert seen[4000] > 8 * seen[100]
    assert picked("by-heart", "why") == "noise"
    scene = LESSONS["by-heart"].scene()
    reached = {n: met("by-heart", "keep", scene.states[n], 4000) for n in scene.states}
    assert reached == {"points": False, "weak": False, "strong": True}
    assert not met("by-heart", "keep", state, 100)  # it has to last


def test_about_half_of_a_hundred_seeds_find_xor_and_patience_does_not_help_the_others() -> None:
    runs = ManyRuns(LESSONS["where-to-start"].scene().states["dice"], range(100))
    found = [set(np.flatnonzero(runs.run(LONG)[:, -1] < SOLVED)) for _ in range(3)]
    assert 45 <= len(found[0]) <= 60
    assert found[0] == found[1] == found[2]


def test_a_sine_is_known_as_far_as_it_was_shown() -> None:
    task = LESSONS["function-that-fits"].task("reach")
    answer = task.conditions[0]  # type: ignore[union-attr]
    short = LESSONS["function-that-fits"].scene().states["short"].to_json()
    for reach, near in ((2.0, False), (4.0, True), (5.0, True)):
        data = short["data"] | {"reach": reach}
        rest = {k: v for k, v in short.items() if k not in ("inputs", "targets")}
        of = Experiment.from_json({**rest, "data": data})
        training = Training(of)
        training.run(1000)
        ((_, found),) = Questions(of, np.array([answer.asked])).ask(training.values)
        value = found[output(used_program(of, 1))].item()
        assert (answer.at_least <= value <= answer.at_most) == near, (reach, value)
