"""The numbers of the lessons around the short course against mathematics written out by hand."""

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest

from engine import Experiment, Trace, trace
from engine.lessons import LESSONS
from engine.lessons.lesson_15 import LONG, SOLVED
from engine.lessons.task import Condition, Reach
from engine.run.answers import Questions, output, used_program
from engine.run.evaluation import Evaluation
from engine.run.many import ManyRuns
from engine.run.training import Training


def sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def answers(lesson: str, task: str) -> dict[str, float]:
    of = LESSONS[lesson]
    return of.task(task).answers(of.scene())  # type: ignore[union-attr]


def picked(lesson: str, task: str) -> str:
    of = LESSONS[lesson]
    return of.task(task).truth(of.scene())  # type: ignore[union-attr,return-value,arg-type]


def met(lesson: str, task: str, experiment: Experiment, iteration: int = 0) -> bool:
    """Whether all conditions of a goal hold, and nothing else was changed."""
    t = trace(experiment, iteration)
    goal = LESSONS[lesson].task(task)
    assert isinstance(goal, Reach)
    found = []
    for c in goal.conditions:
        value = measured(c, t)
        value = abs(value) if c.magnitude else value
        found.append((c.at_least is None or value >= c.at_least)
                     and (c.at_most is None or value <= c.at_most))  # fmt: skip
    return all(found)


def measured(c: Condition, t: Trace) -> float:
    experiment = t.experiment
    match c.tensor:
        case "E+":
            return float(trace(experiment, 1)["E"])
        case "iteration":
            return t.iteration
        case "E_test":
            kept = experiment.data.held_out  # type: ignore[union-attr]
            start = trace(experiment, t.iteration - 1).checkpoint
            return Evaluation(experiment, *kept)(start.values).loss  # type: ignore[misc]
    return float(t[c.tensor][c.cell])


def begun(lesson: str, task: str) -> Experiment:
    of = LESSONS[lesson]
    return of.scene().states[of.part_of(of.task(task)).state]


def changed(experiment: Experiment, name: str, cell: tuple[int, ...], value: float) -> Experiment:
    given = {n: np.array(v) for n, v in experiment.start.items()}
    given[name][cell] = value
    return replace(experiment, parameters=given)


# Mazur's network: h = σ(W₁x + b₁), o = σ(W₂h + b₂).
X = (0.05, 0.1)
H = [sigmoid(0.15 * X[0] + 0.2 * X[1] + 0.35), sigmoid(0.25 * X[0] + 0.3 * X[1] + 0.35)]
O = [sigmoid(0.4 * H[0] + 0.45 * H[1] + 0.6), sigmoid(0.5 * H[0] + 0.55 * H[1] + 0.6)]
T = (0.01, 0.99)
MISSES = [o - t for o, t in zip(O, T, strict=True)]
DELTAS = [e * o * (1 - o) for e, o in zip(MISSES, O, strict=True)]


def test_a_nudge_a_slope_and_gears() -> None:
    assert answers("nudge", "change") == pytest.approx(
        {"right": 0.2, "no_input": 0.1, "value": 6.2}
    )
    expected = {"right": 2, "undivided": 0.2, "upside_down": 0.5, "weight": 3}
    assert answers("nudge", "slope") == pytest.approx(expected)
    assert answers("nudge", "partial") == pytest.approx({"right": 2, "both": 7, "other": 5})
    expected = {"right": 3 * -2, "added": 3 - 2, "first": 3, "last": -2}
    assert answers("nudge", "gears") == pytest.approx(expected)
    state = begun("nudge", "try")
    assert not met("nudge", "try", state)
    assert met("nudge", "try", changed(state, "W1", (0, 0), 3.1))


def test_the_weighted_sum_of_han_and_kamber() -> None:
    z = -0.3 * 1 + 0.1 * 0 + 0.2 * 1 + 0.2
    expected = {"right": z, "no_bias": z - 0.2, "zero_counted": z + 0.1, "answer": sigmoid(z)}
    assert answers("weighted-sum", "sum") == pytest.approx(expected)
    z = 0.2 * 1 + 0.4 * 0 - 0.5 * 1 - 0.4
    expected = {"right": z, "no_bias": z + 0.4, "column": 0.2 - 0.4, "answer": sigmoid(z)}
    assert answers("weighted-sum", "compact") == pytest.approx(expected)
    assert picked("weighted-sum", "matters") == "second"
    state = begun("weighted-sum", "zero")
    assert not met("weighted-sum", "zero", state)
    assert met("weighted-sum", "zero", changed(state, "W1", (1, 2), 0.1))


def test_a_bias_is_a_weight_from_a_constant() -> None:
    assert picked("bias-is-w0", "dark") == "bias"
    a = sigmoid(0.8 * 1.5 - 0.2)
    delta = (a - 1) * a * (1 - a)
    expected = {"right": delta, "none": 0, "times_x": 1.5 * delta, "sign_turned": -delta}
    assert answers("bias-is-w0", "gradient") == pytest.approx(expected)
    lesson = LESSONS["bias-is-w0"]
    for seed in (0, 1, 2):
        scene = lesson.scene(seed)
        assert scene["bias"]["d_b1"][0] == pytest.approx(scene["wire"]["d_W1"][0, 0])
    state = begun("bias-is-w0", "wire")
    assert not met("bias-is-w0", "wire", state)
    assert met("bias-is-w0", "wire", changed(state, "W1", (0, 0), -0.2))


def test_how_wrong_mazurs_network_is() -> None:
    squares = sum(e * e for e in MISSES)
    expected = {
        "right": squares / 2,
        "no_half": squares,
        "mean": squares / 4,
        "signed": sum(MISSES),
        "absolute": sum(map(abs, MISSES)),
    }
    assert answers("how-wrong", "loss") == pytest.approx(expected)
    assert picked("how-wrong", "best") == "same"
    state = begun("how-wrong", "double")
    losses = ("sse", {"kind": "mse", "reduction": "mean"}, "huber", "half_sse")
    document = state.to_json()
    doubled = [met("how-wrong", "double", Experiment.from_json({**document, "loss": loss}))
               for loss in losses]  # fmt: skip
    assert doubled == [True, False, False, False]


def test_paths_add_and_a_kernel_hears_all_places() -> None:
    ways = (0.4 * DELTAS[0], 0.5 * DELTAS[1])
    expected = {
        "right": sum(ways),
        "first_path": ways[0],
        "signs_lost": sum(map(abs, ways)),
        "not_transposed": 0.4 * DELTAS[0] + 0.45 * DELTAS[1],
        "averaged": sum(ways) / 2,
    }
    assert answers("all-paths", "fork") == pytest.approx(expected)
    for task, layers in (("count", (3, 3)), ("count_wide", (8, 8, 8))):
        routes = len(list(itertools.product(*(range(n) for n in layers[1:]))))
        given = answers("all-paths", task)
        assert given == {"right": routes, "added": sum(layers), "from_input": routes * layers[0]}
    state = begun("all-paths", "cancel")
    assert not met("all-paths", "cancel", state)
    assert met("all-paths", "cancel", changed(state, "W2", (0, 0), 0.14))


def test_the_kernels_weight_place_by_place() -> None:
    image = np.array([[1.0, 2, 0], [0, 1, 3], [2, 1, 1]])
    kernel = np.array([[0.5, -0.25], [0.75, 0.1]])
    places = list(itertools.product((0, 1), (0, 1)))
    z = [float(np.sum(image[r : r + 2, c : c + 2] * kernel)) + 0.1 for r, c in places]
    out = (0.3, -0.2, 0.4, 0.15)
    a = sigmoid(sum(w * max(v, 0) for w, v in zip(out, z, strict=True)) - 0.05)
    delta = (a - 1) * a * (1 - a)
    parts = [delta * w * (v > 0) * image[r, c + 1]
             for w, v, (r, c) in zip(out, z, places, strict=True)]  # fmt: skip
    given = answers("all-paths", "kernel")
    expected = {"right": sum(parts), "one_place": parts[0], "mean": sum(parts) / len(places)}
    assert {k: given[k] for k in expected} == pytest.approx(expected)
    turned = sum(delta * w * (v > 0) * image[r + 1, c]
                 for w, v, (r, c) in zip(out, z, places, strict=True))  # fmt: skip
    assert given["turned"] == pytest.approx(turned)


def softmax(z: list[float]) -> list[float]:
    return [math.exp(v) / sum(map(math.exp, z)) for v in z]


def through_softmax(p: list[float]) -> list[float]:
    """δ of ½SSE behind a softmax, first class right: the Jacobian written out."""
    e = [p[0] - 1, *p[1:]]
    return [sum(e[j] * p[j] * ((j == k) - p[k]) for j in range(3)) for k in range(3)]


def test_softmax_and_cross_entropy() -> None:
    p = softmax([2, 1, 0.1])
    lesson = "softmax-and-cross-entropy"
    expected = {
        "right": p[0] - 1,
        "inverse": -1 / p[0],
        "squared": through_softmax(p)[0],
        "sign_turned": 1 - p[0],
    }
    assert answers(lesson, "right_class") == pytest.approx(expected)
    expected = {"right": p[1], "nothing": 0, "shared": (1 - p[0]) / 2, "pushed_up": -p[1]}
    assert answers(lesson, "others") == pytest.approx(expected)
    wrong = softmax([-3, 3, 0])
    times = (wrong[0] - 1) / through_softmax(wrong)[0]
    given = answers(lesson, "louder")
    assert given["right"] == pytest.approx(times)
    assert given["fainter"] == pytest.approx(1 / times)
    assert given["equal"] == 1
    a = sigmoid(-8 * sigmoid(0.8 * 2 - 0.2) + 0.4)
    expected = {"right": a - 1, "deaf": (a - 1) * a * (1 - a), "inverse": -1 / a}
    given = answers(lesson, "again")
    assert {k: given[k] for k in expected} == pytest.approx(expected)
    state = begun(lesson, "choose")
    other = Experiment.from_json({**state.to_json(), "loss": "binary_cross_entropy"})
    assert not met(lesson, "choose", state)
    assert met(lesson, "choose", other)


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


def test_a_nudge_is_the_witness() -> None:
    assert picked("trust-but-nudge", "best") == "good"
    assert picked("trust-but-nudge", "seen") == "same"
    lesson = LESSONS["trust-but-nudge"]
    scene = lesson.scene()
    value = {n: v.read(scene) for n, v in lesson.values.items()}
    d_h1 = 0.4 * DELTAS[0] + 0.5 * DELTAS[1]
    assert value["d_h"] == pytest.approx(d_h1)
    assert value["g"] == pytest.approx(d_h1 * H[0] * (1 - H[0]) * X[0])
    wrong = {
        "only_first_path": 0.4 * DELTAS[0],
        "signs_lost": 0.4 * DELTAS[0] - 0.5 * DELTAS[1],
        "paths_averaged": d_h1 / 2,
        "weights_not_transposed": 0.4 * DELTAS[0] + 0.45 * DELTAS[1],
    }
    fitting = [name for name, d in wrong.items() if d == pytest.approx(value["d_h_wrong"])]
    assert fitting == [picked("trust-but-nudge", "hunt")]
    assert value["n_5"] == pytest.approx(value["g_5"], rel=1e-6)
    assert abs(value["n_1"] - value["g_1"]) > 0.03 * abs(value["n_1"])
    assert value["off_fine"] > 1e-3
    assert value["off_tiny"] == pytest.approx(1)


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
