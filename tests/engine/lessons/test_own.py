"""A lesson of a teacher's own is marked like those of the course, at any moment of a run."""

import math

import numpy as np
import pytest

from engine import Experiment, example, trace
from engine.lessons.marking import mark
from engine.lessons.own import (
    STATE,
    Question,
    alike,
    decimals,
    fresh,
    own_lesson,
    preparing,
    scene_of,
    values,
    written_alone,
)
from engine.pausing import finish

CHAIN = example("two-neuron-chain").experiment
MAZUR = example("mazur-2-2-2").experiment
BUGS = ("output_slope_forgotten", "half_forgotten", "sign_turned")
QUESTION = Question("number", "d_z2", (0, 0), BUGS)


def test_what_rounding_leaves_of_zero_is_zero() -> None:
    """On the chain z₁ is 1 but for rounding: who takes the slope z(1 − z) there answers 0."""
    scene = scene_of(CHAIN)
    question = Question("number", "d_z1", (0, 0), ("slope_taken_at_z",))
    assert values(question, scene)["slope_taken_at_z"] == 0.0
    lesson = own_lesson("own", 5, scene, [question], again=False)
    found = mark(lesson.task("q1"), scene, ["0"])
    assert found.answers == ("slope_taken_at_z",)
    assert found.truth == "0.0150"


def sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def chain_delta(w1: float, b1: float, w2: float, b2: float) -> tuple[float, float]:
    """Error and slope at the output of the chain, by hand."""
    a2 = sigmoid(w2 * sigmoid(w1 * 1.5 + b1) + b2)
    return a2 - 1, a2 * (1 - a2)


def test_the_number_of_each_mistake_is_that_of_its_rule() -> None:
    error, slope = chain_delta(0.8, -0.2, -0.6, 0.4)
    found = values(QUESTION, scene_of(CHAIN))
    expected = {
        "right": error * slope,
        "output_slope_forgotten": error,
        "half_forgotten": 2 * error * slope,
        "sign_turned": -error * slope,
    }
    assert found == pytest.approx(expected)


@pytest.mark.parametrize("kind", ["number", "choice"])
def test_right_and_each_mistake_are_marked(kind: str) -> None:
    scene = scene_of(MAZUR)
    question = Question(kind, "d_z2", (0, 1), ("output_slope_forgotten", "sign_turned"))  # type: ignore[arg-type]
    lesson = own_lesson("own", 10, scene, [question], again=False)
    task = lesson.task("q1")
    for name, number in values(question, scene).items():
        given = name if kind == "choice" else f"{number:.4f}"
        found = mark(task, scene, [given])  # type: ignore[arg-type]
        assert found.answers == (name,)
        assert found.right == (name == "right")
        assert found.bug == (None if name == "right" else name)
    assert lesson.parts[0].before == "d_z2"


@pytest.mark.parametrize(("cell", "sign"), [((0, 0), "positive"), ((0, 1), "negative")])
def test_a_sign_is_computed(cell: tuple[int, int], sign: str) -> None:
    scene = scene_of(MAZUR)
    lesson = own_lesson("own", 10, scene, [Question("sign", "d_z2", cell)], again=False)
    assert mark(lesson.task("q1"), scene, [sign]).right  # type: ignore[arg-type]


def test_a_mistake_in_the_middle_of_a_run_begins_with_its_weights() -> None:
    at = trace(MAZUR, 6)
    start = trace(MAZUR, 5).checkpoint
    scene = scene_of(MAZUR, 6, start)
    finish(preparing(scene, ["step_uphill"]))
    question = Question("number", "W2'", (0, 0), ("step_uphill",))
    right, uphill = values(question, scene).values()
    weight, gradient = at["W2"][0, 0], at["d_W2"][0, 0]
    assert right == pytest.approx(weight - 0.5 * gradient, rel=1e-12)
    assert uphill == pytest.approx(weight + 0.5 * gradient, rel=1e-12)


def test_numbers_that_look_alike_are_found() -> None:
    assert alike({"right": 0.1234, "a": 0.5, "b": 0.1249}) == ("right", "b")
    assert alike({"right": 0.12, "a": 0.13}) is None
    assert alike({"right": 0.0, "a": -0.0}) == ("right", "a")


@pytest.mark.parametrize("start", [None, trace(CHAIN, 3).checkpoint], ids=["first", "later"])
def test_fresh_weights_keep_signs_and_what_is_frozen(start) -> None:
    frozen = Experiment.from_json(CHAIN.to_json() | {"frozen": ["W1"]})
    begin = scene_of(frozen, start.iteration if start else 0, start)
    drawn = fresh(begin, np.random.default_rng(1))
    weights = {
        name: [scene[STATE][name].item() for scene in (begin, drawn)]
        for name in ("W1", "W2", "b1", "b2")
    }
    assert all(np.sign(one) == np.sign(other) for one, other in weights.values())
    assert all(0.49 <= other / one <= 1.51 for one, other in weights.values())
    assert weights["W1"][0] == weights["W1"][1]
    assert sum(one != other for one, other in weights.values()) >= 2
    assert drawn[STATE]["a0"] == begin[STATE]["a0"]


@pytest.mark.parametrize(
    ("number", "text"),
    [(1.0, "1"), (-0.6, "−0.6"), (0.36642, "0.366"), (0.012345, "0.0123"), (1234.5, "1235"),
     (0.0, "0"), (2.4e-9, "2.4 × 10⁻⁹"), (3e14, "3.0 × 10¹⁴")],
)  # fmt: skip
def test_numbers_in_words_have_three_digits_at_least(number: float, text: str) -> None:
    assert written_alone(number) == text
    assert 0 <= decimals([number]) <= 6
