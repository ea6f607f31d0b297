"""What other steps make of a learner's numbers: computed where they bite, and once."""

from dataclasses import replace

import numpy as np
import pytest

from engine import example, trace
from engine.bugs import bugs
from engine.explain import own_numbers, trials
from engine.explain.bound_rounding import BoundRounding
from engine.explain.grading import grade
from engine.explain.own_numbers import follow
from engine.explain.submission import submission
from engine.explain.trials import Trials, Variant
from engine.pausing import finish
from engine.program.buggy_program import wrong_steps
from tools.gradings import random_network

MAZUR = example("mazur-2-2-2").experiment


@pytest.mark.parametrize("small", [own_numbers.SMALL, 0])
def test_no_step_is_computed_anew_for_a_mistake_that_leaves_it_as_it_is(monkeypatch, small) -> None:
    done = trace(MAZUR)
    begun = done.program.steps[: done.program.writer["d_z1"].index]
    answers = {s.writes: np.round(done[s.writes], 6).tolist() for s in begun}
    answers["d_z1"] = [[0.01, 0.02]]
    seen = []

    def counted(program, step, reads, typed):
        seen.append((step.writes, step.bugs))
        return follow_step(program, step, reads, typed)

    def counted_at_once(rounding, step):
        seen.append((step.writes, step.bugs))
        return follows(rounding, step)

    follow_step, follows = trials.follow_step, BoundRounding.follows
    monkeypatch.setattr(trials, "follow_step", counted)
    monkeypatch.setattr(BoundRounding, "follows", counted_at_once)
    monkeypatch.setattr(own_numbers, "SMALL", small)
    assert grade(MAZUR, answers).first_wrong.tensor == "d_z1"
    assert seen
    assert len(seen) == len(set(seen))
    assert {writes for writes, _ in seen} == {"d_z1"}


def test_what_follows_under_other_steps_is_what_their_program_computes() -> None:
    rng = np.random.default_rng(8)
    for _ in range(10):
        e = random_network(rng)
        done, program = trace(e), trace(e).program
        for bug in ("hidden_slope_forgotten", "step_uphill", "hidden_delta_from_updated_weights"):
            handed = finish(submission(program, {"E": float(done["E"])}))
            asked = Trials(program, handed, finish(follow(program, done.vector, handed)))
            variant = Variant(wrong_steps(program, [bugs[bug]]))
            wrong = trace(replace(e, bugs=(bug,)))
            for step in program.steps:
                own = finish(asked.numbers(step.writes, variant))
                assert np.allclose(own.computed, wrong[step.writes], rtol=1e-12, atol=1e-15)


def test_steps_that_wait_for_each_other_follow_from_nothing() -> None:
    done = trace(MAZUR)
    handed = finish(submission(done.program, {"E": 0.3}))
    asked = Trials(done.program, handed, finish(follow(done.program, done.vector, handed)))
    step = done.program.writer["d_z2"]
    circular = replace(step, reads={**step.reads, "d_a": "d_W2"})
    assert not finish(asked.follows("d_W2", Variant({"d_z2": circular})))
