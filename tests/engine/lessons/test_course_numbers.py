"""The numbers of the lessons around the short course against mathematics written out by hand."""

import itertools
import math

import numpy as np
import pytest

from engine import Experiment
from engine.lessons import LESSONS
from tests.engine.lessons.asked import answers, begun, changed, met, picked, sigmoid
from tests.engine.lessons.mazur import DELTAS, MISSES, H, X


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
