"""Marking: what rounds to the truth, what is a misconception, what is neither."""

import pytest

from engine.lessons import LESSONS
from engine.lessons.marking import Unreadable, mark
from engine.lessons.play import with_bug, with_number
from engine.lessons.scene import Cell
from engine.lessons.written import read_number, significant, written

LESSON = LESSONS["three-factors"]


@pytest.fixture(scope="module")
def scene():
    return LESSON.scene()


@pytest.mark.parametrize("typed", ["-0.104", "−0,10", "-.1042", "-1.04e-1", "-1.04 × 10⁻¹"])
def test_what_rounds_to_the_truth_is_right(scene, typed: str) -> None:
    found = mark(LESSON.task("product"), scene, [typed])
    assert found.right
    assert found.answers == ("right",)
    assert not found.coarse


def test_one_digit_is_too_few(scene) -> None:
    found = mark(LESSON.task("product"), scene, ["-0.1"])
    assert found.coarse
    assert not found.right


@pytest.mark.parametrize("name", ["no_slope", "no_input", "sum_for_activation", "sign_turned"])
def test_each_misconception_is_recognised_by_its_number(scene, name: str) -> None:
    task = LESSON.task("product")
    value = task.answers(scene)[name]
    found = mark(task, scene, [f"{value:.4f}"])
    assert not found.right
    assert found.answers == (name,)
    assert found.bug == next(w.bug for w in task.wrong if w.name == name)


def test_where_two_fit_both_are_named(scene) -> None:
    found = mark(LESSON.task("product"), scene, ["-0.2"])
    assert set(found.answers) == {"sum_for_activation", "no_half"}
    assert mark(LESSON.task("product"), scene, ["7"]).answers == ()


def test_an_exact_small_number_is_enough() -> None:
    lesson = LESSONS["all-or-none"]
    assert mark(lesson.task("faintest"), lesson.scene(), ["0"]).right


@pytest.mark.parametrize("typed", ["0", "-0", "0.0"])
def test_what_is_exactly_a_misconception_is_that_one_however_few_digits(typed: str) -> None:
    lesson = LESSONS["bias-is-w0"]
    found = mark(lesson.task("gradient"), lesson.scene(), [typed])
    assert not found.coarse
    assert found.answers == ("none",)


def test_an_exact_answer_needs_no_second_digit() -> None:
    lesson = LESSONS["weighted-sum"]
    assert mark(lesson.task("sum"), lesson.scene(), ["0.1"]).right
    assert mark(lesson.task("sum"), lesson.scene(), ["-.1"]).answers == ("no_bias",)


@pytest.mark.parametrize("given", [["abc"], [""], ["1", "2"], ["1e999999999999"], ["9" * 41]])
def test_what_is_no_answer_is_refused(scene, given: list[str]) -> None:
    with pytest.raises(Unreadable):
        mark(LESSON.task("product"), scene, given)


def test_a_rule_is_right_only_with_all_its_chips(scene) -> None:
    task = LESSON.task("rule")
    assert mark(task, scene, ["error", "slope", "activation"]).right
    assert not mark(task, scene, ["error", "slope", "input"]).right
    with pytest.raises(Unreadable):
        mark(task, scene, ["error", "slope"])


def test_an_answer_plays_on_by_its_bug(scene) -> None:
    rows = {row.tensor: row for row in with_bug(scene, "chain", "input_forgotten")}
    assert rows["d_W2"].right == pytest.approx(-0.10417507661670042)
    assert rows["d_W2"].mine == pytest.approx(float(scene["chain"]["d_z2"][0, 0]))
    assert rows["W2'"].mine == pytest.approx(-0.6 - 0.5 * rows["d_W2"].mine)
    assert rows["E+"].mine != rows["E+"].right
    assert "d_z2" not in rows


def test_what_differs_by_rounding_alone_is_not_told() -> None:
    lesson = LESSONS["one-layer-deeper"]
    rows = with_bug(lesson.scene(), "chain", "hidden_delta_from_updated_weights")
    assert {row.tensor for row in rows} == {"d_a1", "d_z1", "d_W1", "d_b1", "W1'", "b1'", "E+"}


def test_an_answer_plays_on_by_its_number_alone(scene) -> None:
    rows = {row.tensor: row for row in with_number(scene, Cell("chain", "d_z2", (0, 0)), -0.5)}
    chain = scene["chain"]
    assert rows["d_z2"].mine == -0.5
    assert rows["d_W2"].mine == pytest.approx(-0.5 * float(chain["a1"][0, 0]))
    assert rows["d_a1"].mine == pytest.approx(-0.5 * -0.6)
    assert "d_a2" not in rows


def test_numbers_are_written_and_read_as_people_do() -> None:
    assert written(-0.10417, 3) == "−0.104"
    assert written(2.4544e-5, 3) == "2.5 × 10⁻⁵"
    assert written(-0.0, 2) == "0.00"
    assert str(read_number("2.4 × 10⁻⁵")) == "0.000024"
    assert read_number("1/4") == read_number("0,25")
    assert read_number("1/0") is None
    assert significant(0.012364, 2) == 0.012
