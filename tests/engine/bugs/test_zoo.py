"""Every bug on five networks: the proof is red where it bites and green elsewhere."""

import json
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from engine import Checkpoint, Experiment, History, InvalidExperiment, Training, check, trace
from engine.bugs import bugs
from engine.bugs.bug import RULE
from engine.explain.provenance import value_of
from engine.explain.step_check import check_steps
from engine.explain.without_bugs import without_bugs
from engine.formula import template
from engine.program.buggy_program import fitting
from tests.engine.bugs.networks import every_make, networks_for
from tests.samples import cases

FAR = 1e-4
"""Relative to a gradient's largest entry: what a bug changes is never less than that here."""
CASES = [(name, k) for name in bugs for k in range(cases(2, 5))]


def wrong(bug: str, k: int) -> Experiment:
    return replace(networks_for(bug)[k], bugs=(bug,))


@pytest.mark.parametrize(("bug", "k"), CASES)
def test_steps_are_red_where_it_bites_and_green_elsewhere(bug: str, k: int) -> None:
    e = wrong(bug, k)
    bites = fitting(e.right.program(e.batches.largest))[bug]
    red = {c.tensor for c in check_steps(e, 2) if not c.agrees}
    assert red
    assert red <= set(bites)
    assert not [c for c in check_steps(e.right, 2) if not c.agrees]


@pytest.mark.parametrize(("bug", "k"), CASES)
def test_gradients_are_red_where_they_are_wrong(bug: str, k: int) -> None:
    e = wrong(bug, k)
    done = trace(e, 1)
    right = without_bugs(done)
    agree: dict[str, bool] = {}
    for c in check(e, 1):
        if c.agrees is not None:
            agree[c.parameter] = agree.get(c.parameter, True) and c.agrees
    for name, green in agree.items():
        size = np.abs(right[f"d_{name}"]).max() or 1.0
        apart = float(np.abs(done[f"d_{name}"] - right[f"d_{name}"]).max() / size)
        assert green == (apart < 1e-9), (name, apart)
        assert not 1e-9 < apart < FAR, (name, apart)
    hit = [t for t in fitting(right.program)[bug] if t.startswith("d_") or t[0] == "s"]
    if bugs[bug].phase == "backward":
        assert hit
        assert not all(agree.values())
    if bugs[bug].phase == "update":
        assert all(agree.values())


@pytest.mark.parametrize("bug", bugs)
def test_every_way_to_an_iteration_has_the_same_bytes(bug: str) -> None:
    for e in (replace(e, bugs=(bug,), learning_rate=0.01) for e in networks_for(bug)):
        k = 7
        t = trace(e, k)
        assert t.diverged is None
        run, history = Training(e), History(e)
        losses = run.run(k)
        history.run(k + 1)
        assert run.look().vector.tobytes() == t.vector.tobytes()
        assert history[k].vector.tobytes() == t.vector.tobytes()
        half = trace(e, 3).checkpoint
        assert trace(e, k, Checkpoint.from_text(half.to_text())).vector.tobytes() == (
            t.vector.tobytes()
        )
        assert losses[3] == trace(e, 3)["E"]


@pytest.mark.parametrize("bug", bugs)
def test_the_formula_of_each_cell_gives_its_wrong_value(bug: str) -> None:
    for e in (replace(e, bugs=(bug,)) for e in networks_for(bug)):
        t = trace(e, 1)
        for step in t.program.steps:
            if not step.bugs:
                continue
            assert step.bugs == (bug,)
            assert step.keys[0] == f"bug.{bug}.where"
            assert step.formula == (step.rule.matrix or template(step.cell))
            for cell in np.ndindex(t[step.writes].shape):
                told = value_of(t, step.writes, cell)
                near = 1e-12 * max(1.0, abs(told))
                assert abs(told - t[step.writes][cell]) <= near, (step.writes, cell)


def test_two_bugs_at_once_are_a_program_or_told_why_not() -> None:
    makes = every_make()
    for one, other in combinations(bugs, 2):
        e = next(makes)
        fit = fitting(e.program(e.batches.largest))
        same = set(fit.get(one, ())) & set(fit.get(other, ()))
        together = {one, other} <= fit.keys()
        if together and not (same and RULE == bugs[one].turn == bugs[other].turn):
            assert np.isfinite(trace(replace(e, bugs=(one, other))).vector).all()
        else:
            with pytest.raises(InvalidExperiment, match="/bugs"):
                replace(e, bugs=(one, other))


def test_a_bug_belongs_to_the_experiment() -> None:
    e = networks_for("sign_turned")[0]
    one = replace(e, bugs=("sign_turned",))
    assert "bugs" not in e.to_json()
    assert '"bugs"' not in e.text
    assert one.to_json()["bugs"] == ["sign_turned"]
    assert one.hash != e.hash == one.right.hash
    again = Experiment.from_json(json.loads(one.text))
    assert again.hash == one.hash
    assert again.bugs == one.bugs
    both = ("sign_turned", "input_forgotten")
    assert replace(e, bugs=both).hash == replace(e, bugs=both[::-1]).hash


@pytest.mark.parametrize(
    ("given", "pointer", "nearest"),
    [
        (["sign_turne"], "/bugs/0", "sign_turned"),
        (["sign_turned", "sign_turned"], "/bugs/1", None),
        (["sign_turned", 3], "/bugs/1", None),
        ("sign_turned", "/bugs", None),
        (["relu_gate_forgotten"], "/bugs/0", None),
    ],
)
def test_what_is_no_bug_here_is_told(given, pointer, nearest) -> None:
    e = networks_for("slope_taken_at_z")[0]
    with pytest.raises(InvalidExperiment) as error:
        replace(e, bugs=given)
    assert error.value.pointer == pointer
    if nearest:
        assert error.value.nearest == nearest
    if given == ["relu_gate_forgotten"]:
        assert "it needs a ReLU" in error.value.message
        assert "slope_taken_at_z" in error.value.limit


def test_new_weights_cannot_be_used_where_they_wait_for_all_gradients() -> None:
    from engine import registry

    e = replace(networks_for("sign_turned")[0], clip=registry["clip_norm"](1.0))
    with pytest.raises(InvalidExperiment) as error:
        replace(e, bugs=("hidden_delta_from_updated_weights",))
    assert error.value.pointer == "/bugs"
