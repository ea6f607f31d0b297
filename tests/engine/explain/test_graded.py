"""What each number is that was handed in, where float64 alone decides."""

from dataclasses import replace

import numpy as np
import pytest

from engine import example, registry, trace
from engine.explain.grading import grade

MAZUR = example("mazur-2-2-2").experiment


def verdicts(answers: dict, tensor: str) -> list[str]:
    return [c.verdict for c in grade(MAZUR, answers).cells if c.tensor == tensor]


def test_a_true_number_with_all_digits_is_right_behind_a_wrong_one() -> None:
    done = trace(MAZUR)
    found = grade(MAZUR, {"z1": (done["z1"] + 0.1).tolist(), "a1": done["a1"].tolist()})
    assert [c.verdict for c in found.cells] == ["wrong", "wrong", "right", "right"]
    assert [c.from_own is None for c in found.cells] == [True, True, False, False]


@pytest.mark.parametrize(("off", "verdict"), [(5e-10, "follows"), (2e-9, "wrong")])
def test_float64_may_be_off_by_a_part_of_the_largest_number_of_a_tensor(off, verdict) -> None:
    own = trace(MAZUR)["W1"].copy()
    own[0] += 1000 / 3  # all digits, so that none is rounded
    inputs = trace(MAZUR)["a0"]
    z1 = inputs @ own.T + trace(MAZUR)["b1"]
    z1[0, 1] += off * np.abs(z1).max()
    own[1] += 0.01 / 3
    z1[0, 1] += (inputs * 0.01 / 3).sum()
    answers = {"W1": own.tolist(), "z1": z1.tolist()}
    assert verdicts(answers, "z1") == ["follows", verdict]


def test_where_all_numbers_are_zero_own_ones_are_those() -> None:
    right = replace(MAZUR, optimizer=registry["momentum"]())
    given = trace(right).program
    name = next(n for n in given.tensors if n not in given.writer and not trace(right)[n].any())
    found = grade(right, {name: np.full_like(trace(right)[name], 0.5).tolist()})
    assert {(c.verdict, c.expected, c.from_own) for c in found.cells} == {("wrong", 0.0, None)}


def test_what_was_rounded_before_is_right_though_something_else_is_wrong() -> None:
    done = trace(MAZUR)
    a2 = np.round(done["a2"], 2)
    d_z2 = (
        (a2 - done["y"]) * a2 * (1 - a2) * (done["d_z2"] / ((done["a2"] - done["y"]) * done["s2"]))
    )
    found = grade(MAZUR, {"a2": a2.tolist(), "E": 7.0, "d_z2": d_z2.tolist()})
    assert (np.abs(d_z2 - done["d_z2"]) > 1e-5).all()
    of = {c.tensor: c.verdict for c in found.cells}
    assert of == {"a2": "right", "E": "wrong", "d_z2": "right"}
