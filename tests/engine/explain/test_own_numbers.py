"""What steps make of a learner's numbers: of a small network at once, of a large one in turn."""

from dataclasses import replace

import numpy as np
import pytest

from engine import example, registry, trace
from engine.bugs import bugs
from engine.explain import own_numbers
from engine.explain.grading import grade
from engine.explain.own_numbers import follow, follow_step
from engine.explain.propagation import is_linear
from engine.explain.submission import submission
from engine.ops.activations.identity import Identity
from engine.pausing import finish
from engine.program.buggy_program import fitting, wrong_steps
from tests.samples import cases
from tools.gradings import handed_in, random_network


def test_a_small_network_is_gone_through_as_a_large_one_is(monkeypatch) -> None:
    rng = np.random.default_rng(29)
    for _ in cases(range(6), range(60)):
        right = random_network(rng)
        bug = str(rng.choice(list(fitting(right.program(right.batches.largest)))))
        answers = handed_in(rng, trace(replace(right, bugs=(bug,))))
        with monkeypatch.context() as large:
            large.setattr(own_numbers, "SMALL", 0)
            slow = grade(right, answers)
        quick = grade(right, answers)
        assert [*quick.cells] == [*slow.cells]
        assert (quick.bugs, quick.conventions) == (slow.bugs, slow.conventions)


def test_rounding_is_bounded_at_once_as_step_by_step() -> None:
    rng = np.random.default_rng(30)
    for number in cases(range(4), range(40)):
        right = random_network(rng)
        if number % 2:  # the size of a gradient is one number of many
            right = replace(right, clip=registry["clip_norm"](0.01))
        done = trace(right)
        three = np.vectorize(lambda x: float(f"{x:.2e}"))
        answers = {s.writes: three(done[s.writes]).tolist() for s in done.program.steps}
        handed = finish(submission(done.program, answers))
        base = finish(follow(done.program, done.vector, handed))
        found, singly = base.rounding(answers)
        assert len(singly) < len(answers) / 2
        assert not any(is_linear(done.program, done.program.writer[name]) for name in singly)
        for name in done.program.tensors.keys() - (answers.keys() - singly):
            assert not done.program.tensors[name].view(found).any(), name
        for name in answers.keys() - singly:
            step = done.program.writer[name]
            reads = [base[read].carried for read in step.reads.values()]
            with np.errstate(all="ignore"):
                wanted = own_numbers.propagated(done.program, step, base[name].computed, reads)
            own = done.program.tensors[name].view(found)
            wanted = np.zeros(own.shape) if wanted is None else wanted
            assert np.array_equal(own, wanted, equal_nan=True), name


def test_numbers_follow_by_a_wrong_step_at_once_as_step_by_step() -> None:
    rng, told = np.random.default_rng(32), []
    for _ in cases(range(4), range(40)):
        right = random_network(rng)
        program = right.program(right.batches.largest)
        one = str(rng.choice(list(fitting(program))))
        done, two = trace(replace(right, bugs=(one,))), np.vectorize(lambda x: float(f"{x:.1e}"))
        answers = {s.writes: two(done[s.writes]).tolist() for s in program.steps}
        handed = finish(submission(program, answers))
        base = finish(follow(program, trace(right).vector, handed))
        for bug in fitting(program):
            for writes, step in wrong_steps(program, [bugs[bug]]).items():
                reads = [handed.whole(read) or base[read].carried for read in step.reads.values()]
                own = follow_step(program, step, reads, handed.typed(writes))
                told.append((base.follows(step), own.apart is None))
    assert {at_once for at_once, _ in told} == {True, False, None}
    assert all(at_once in (None, slowly) for at_once, slowly in told)
    assert sum(at_once is None for at_once, _ in told) < len(told) / 5


def test_a_step_that_reads_nothing_has_no_rounding_to_pass_on() -> None:
    """The slope of the identity is one, whatever it is of."""
    right = example("mazur-2-2-2").experiment
    linear = tuple(replace(layer, activation=Identity()) for layer in right.layers)
    right = replace(right, layers=linear)
    done = trace(right)
    constant = next(step.writes for step in done.program.steps if not step.reads)
    found = grade(right, {constant: (done[constant] + 1).tolist()})
    assert found.verdict == "wrong"
    assert found.first_wrong
    assert found.first_wrong.tensor == constant


def test_where_cells_are_left_out_goes_on_what_the_rule_makes_of_own_numbers() -> None:
    right = example("mazur-2-2-2").experiment
    done = trace(right)
    z1, a1 = done["z1"] + [[0.0, 0.5]], done["a1"].copy()
    own = np.array([[a1[0, 0], 1 / (1 + np.exp(-z1[0, 1]))]])
    z2 = own @ done["W2"].T + done["b2"]
    assert np.abs(z2 - done["z2"]).min() > 1e-2
    answers = {"z1": z1.tolist(), "a1": {"0,0": float(a1[0, 0])}, "z2": z2.tolist()}
    found = grade(right, answers)
    of = {c.tensor: c for c in found.cells if c.cell == (0, 1)}
    assert of["z1"].verdict == "wrong"
    assert of["z2"].verdict == "follows"
    assert of["z2"].from_own == pytest.approx(z2[0, 1], rel=1e-12)


def test_what_no_step_writes_has_nothing_from_own_numbers_whatever_was_graded_before() -> None:
    grade(random_network(np.random.default_rng(31)), {"E": 1.0})
    right = example("mazur-2-2-2").experiment
    found = grade(right, {"W1": (trace(right)["W1"] + 0.5).tolist()})
    assert [(c.verdict, c.from_own) for c in found.cells] == [("wrong", None)] * 4
