"""Gradings of numbers that are right, wrong by one slip, or right in other conventions."""

from dataclasses import replace

import numpy as np
import pytest

from engine import Experiment, Layer, example, registry, trace
from engine.bugs import bugs
from engine.explain.grading import grade
from engine.validation.validate import InvalidExperiment
from tests.engine.bugs.networks import networks_for
from tools.gradings import buggy_ones, judged, right_ones

MAZUR = example("mazur-2-2-2").experiment


def all_of(e: Experiment, digits: int = 6, k: int = 0) -> dict:
    """Every number that a step writes, rounded."""
    t = trace(e, k)
    return {s.writes: rounded(t[s.writes], digits) for s in t.program.steps}


def rounded(values, digits: int):
    return np.vectorize(lambda x: float(f"{x:.{digits - 1}e}"))(values).tolist()


def test_random_right_submissions_raise_no_alarm() -> None:
    assert not [g.first_wrong for g in right_ones(150, 5) if g.first_wrong]


def test_of_random_buggy_ones_no_wrong_name_is_told() -> None:
    told = [judged(*pair) for pair in buggy_ones(150, 5)]
    assert "wrong name" not in told
    assert told.count("named") > 100


@pytest.mark.parametrize("bug", [b for b in bugs if b != "half_forgotten"])
def test_a_bug_is_named_from_all_its_numbers(bug: str) -> None:
    for e in networks_for(bug):
        found = grade(e, all_of(replace(e, bugs=(bug,))))
        assert found.first_wrong
        assert (bug,) in found.bugs
        assert not grade(e, all_of(e)).first_wrong


def test_two_bugs_at_once_are_named() -> None:
    e = networks_for("slope_taken_at_z")[0]
    both = ("input_forgotten", "slope_taken_at_z")
    found = grade(e, all_of(replace(e, bugs=both)))
    assert found.bugs == [both]


def test_a_single_slip_is_found_and_what_follows_is_told_apart() -> None:
    answers = all_of(MAZUR)
    wrong = trace(MAZUR).vector.copy()
    p = trace(MAZUR).program
    p.tensors["z2"].view(wrong)[0, 1] += 0.1
    after = False
    for s in p.steps:
        view = p.tensors[s.writes].view(wrong)
        if after:
            s.method(view, *(p.tensors[n].view(wrong) for n in s.reads.values()))
        after |= s.writes == "z2"
        answers[s.writes] = rounded(view, 6)
    found = grade(MAZUR, answers)
    assert found.verdict == "wrong"
    assert not found.explanations
    assert (found.first_wrong.tensor, found.first_wrong.cell) == ("z2", (0, 1))
    assert [c.tensor for c in found.cells if c.verdict == "wrong"] == ["z2"]
    follow = {c.tensor for c in found.cells if c.verdict == "follows"}
    assert {"a2", "E", "d_a2", "d_z2", "d_W2", "W2'", "d_W1"} <= follow
    assert {c.verdict for c in found.cells if c.tensor in ("z1", "a1", "s1")} == {"right"}


def test_coarse_rounding_on_the_way_is_no_mistake() -> None:
    vector, p = trace(MAZUR).vector.copy(), trace(MAZUR).program
    answers = {}
    for s in p.steps:
        view = p.tensors[s.writes].view(vector)
        s.method(view, *(p.tensors[n].view(vector) for n in s.reads.values()))
        view[...] = rounded(view, 2)
        answers[s.writes] = view.tolist()
    far = max(abs(answers["d_W1"][0][0] / trace(MAZUR)["d_W1"][0, 0] - 1), 0)
    assert far > 0.005
    assert grade(MAZUR, answers).verdict == "right"


CONVENTIONS = {
    ("no_half",): ("half_sse", "sum", "sse", "sum"),
    ("half",): ("sse", "sum", "half_sse", "sum"),
    ("mean_over_examples",): ("half_sse", "sum", "half_sse", "mean"),
    ("sum_over_examples",): ("sse", "mean", "sse", "sum"),
    ("mean_over_outputs",): ("sse", "sum", "mse", "sum"),
    ("sum_over_outputs",): ("mse", "mean", "sse", "mean"),
    ("no_half", "mean_over_examples"): ("half_sse", "sum", "sse", "mean"),
}


def shaped(loss: str, reduction: str) -> Experiment:
    """Three examples, three inputs, five outputs: every divisor is another number."""
    rng = np.random.default_rng(4)
    layers = tuple(Layer(registry["dense"](n), registry["tanh"]()) for n in (4, 5))
    inputs, targets = rng.normal(size=(3, 3)), rng.normal(size=(3, 5))
    return Experiment(layers, registry[loss](reduction), inputs, targets, seed=2)


@pytest.mark.parametrize("names", CONVENTIONS)
def test_another_loss_is_a_convention_if_all_follows(names) -> None:
    ours, reduction, theirs, other = CONVENTIONS[names]
    found = grade(shaped(ours, reduction), all_of(shaped(theirs, other)))
    assert found.conventions == [names]
    assert found.verdict == "convention"
    assert not found.first_wrong
    assert {c.verdict for c in found.cells} == {"right", "follows", "convention"}


def test_an_error_the_other_way_round_is_a_convention_if_the_step_is_added() -> None:
    answers = all_of(MAZUR)
    for name in [n for n in answers if n.startswith("d_")]:
        answers[name] = (-np.array(answers[name])).tolist()
    assert grade(MAZUR, answers).conventions == [("delta_sign",)]
    answers |= all_of(replace(MAZUR, bugs=("sign_turned",)))
    found = grade(MAZUR, answers)
    assert (found.verdict, found.bugs) == ("wrong", [("sign_turned",)])


def test_without_the_update_the_sign_cannot_be_decided() -> None:
    found = grade(MAZUR, {"d_z2": [[-0.1385, 0.0381]]})
    assert found.verdict == "undecided"
    assert found.conventions == [("delta_sign",)]
    assert ("sign_turned",) in found.bugs
    assert found.deciding.tensor.endswith("'")


def test_rows_for_columns_and_other_orders_are_conventions() -> None:
    answers = all_of(MAZUR)
    turned = answers | {n: np.array(answers[n]).T.tolist() for n in ("d_W1", "d_W2", "W1'", "W2'")}
    assert grade(MAZUR, turned).conventions == [("rows_for_columns",)]
    swapped = answers | {n: np.array(answers[n])[:, ::-1].tolist() for n in ("d_W1", "W1'")}
    found = grade(MAZUR, swapped)
    assert found.conventions == [("order_of_inputs",)]
    assert found.explanations[0].convention.order == (1, 0)
    e = shaped("sse", "sum")
    t = trace(e)
    mixed = all_of(e) | {
        n: rounded(t[n][[2, 0, 1]], 6) for n, x in t.program.tensors.items()
        if x.batched and n in t.program.writer
    }  # fmt: skip
    assert grade(e, mixed).conventions == [("order_of_examples",)]


def test_a_weight_of_another_shape_may_come_with_rows_for_columns() -> None:
    e = shaped("sse", "sum")
    found = grade(e, {"d_W1": rounded(trace(e)["d_W1"].T, 5)})
    assert found.verdict == "right"


def test_two_bugs_that_are_one_here_are_both_named() -> None:
    e = networks_for("relu_gate_forgotten")[0]
    found = grade(e, all_of(replace(e, bugs=("relu_gate_forgotten",))))
    assert {("relu_gate_forgotten",), ("hidden_slope_forgotten",)} <= set(found.bugs)
    assert found.deciding is None


def test_cells_may_be_told_one_by_one() -> None:
    one = {"d_W2": {"0,0": "0,0822"}, "a1": {"1": 0.5969}, "E": "0.298", "z1": [0.3775, None]}
    found = grade(MAZUR, one)
    assert [(c.tensor, c.cell) for c in found.cells] == [
        ("z1", (0, 0)), ("a1", (0, 1)), ("E", ()), ("d_W2", (0, 0)),
    ]  # fmt: skip
    assert found.verdict == "right"


@pytest.mark.parametrize(
    ("answers", "pointer", "nearest"),
    [
        ({"d_W3": 1}, "/answers/d_W3", "d_W2"),
        ({"d_W2": [1, 2]}, "/answers/d_W2/0", None),
        ({"d_W2": [[1, 2]]}, "/answers/d_W2", None),
        ({"d_W2": 1}, "/answers/d_W2", None),
        ({"E": [[1]]}, "/answers/E", None),
        ({"d_W2": {"2,0": 1}}, "/answers/d_W2/2,0", [1, 0]),
        ({"d_W2": {"0": 1}}, "/answers/d_W2/0", None),
        ({"d_W2": {"a": 1}}, "/answers/d_W2/a", None),
        ({"E": "0,3 or so"}, "/answers/E", 0.3),
        ({"E": float("nan")}, "/answers/E", None),
        ({"z1": [[1e300, None]]}, "/answers/z1/0/0", 1e100),
        ([], "/answers", None),
    ],
)
def test_what_has_no_place_is_told(answers, pointer: str, nearest) -> None:
    with pytest.raises(InvalidExperiment) as error:
        grade(MAZUR, answers)
    assert error.value.pointer == pointer
    if nearest is not None:
        assert error.value.nearest == nearest


def test_the_experiments_own_bugs_are_left_out() -> None:
    wrong = replace(MAZUR, bugs=("output_slope_forgotten",))
    assert grade(wrong, all_of(wrong)).bugs == [("output_slope_forgotten",)]
