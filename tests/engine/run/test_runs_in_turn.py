"""Runs that no stack takes: each has the bytes of the run alone, however far they go at a time."""

from dataclasses import replace

import numpy as np
import pytest

from engine.run import runs_in_turn
from engine.run.runs_in_turn import RunsInTurn
from engine.run.training import Training
from tests.engine.run.test_many import LOST, experiment

SEEDS = (0, 11, 3)


@pytest.mark.parametrize("together", [1, 200, 10**9])
def test_each_run_has_the_bytes_that_it_has_alone(monkeypatch, together: int) -> None:
    of = experiment(batch=4)
    size = of.program(4).size
    monkeypatch.setattr(runs_in_turn, "TOGETHER", together)
    turns = RunsInTurn(of, SEEDS)
    assert turns.iteration == 0
    pauses = sum(1 for count in (23, 18) for _ in turns.advancing(count))
    at_once = max(1, together // size)
    assert pauses == len(SEEDS) * sum(-(-count // at_once) for count in (23, 18))
    assert turns.iteration == 41
    assert not turns.diverged
    for seed, values in zip(SEEDS, turns.values, strict=True):
        alone = Training(replace(of, seed=seed))
        alone.run(41)
        assert values.tobytes() == alone.values.tobytes()


def test_who_leaves_the_finite_numbers_stays_where_it_was() -> None:
    far = replace(LOST, learning_rate=1e200)
    turns = RunsInTurn(far, SEEDS)
    list(turns.advancing(30))
    alone = [Training(replace(far, seed=seed)) for seed in SEEDS]
    for run in alone:
        run.run(30)
    assert turns.diverged == {n: run.diverged for n, run in enumerate(alone) if run.diverged}
    assert turns.diverged
    assert np.array_equal(turns.values, [run.values for run in alone])
