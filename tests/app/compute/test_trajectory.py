"""Runs that go the same way share what they find, and nobody gets what is not his."""

import itertools
import json

import pytest

from app.compute.run import Run
from app.compute.run_plan import evaluations, plan
from app.compute.trajectory import Passages
from app.limits import Limits
from app.parsing.request_reader import RequestReaders
from engine.kept import Room
from engine.pausing import finish
from engine.run.shared_training import SharedTraining
from engine.run.training import Training

READER = RequestReaders.on(Limits()).run


def frames(experiment, passages, count=None, **order):
    """The frames of a run, or its first ones."""
    order = {"every": 2, "values": "list", "until": {"iteration": 21}, **order}
    planned = finish(plan(READER.read({"experiment": experiment, **order}), READER, Limits()))
    run = Run(planned, finish(evaluations(planned, READER)), 60, passages)
    return list(itertools.islice(filter(None, run.frames()), count))


@pytest.fixture
def trained(monkeypatch):
    """Iterations that were trained."""
    counted = []
    of, together = Training.run, SharedTraining.ahead

    def run(self, iterations):
        counted.extend(range(self.iteration, self.iteration + iterations))
        return of(self, iterations)

    def ahead(self, iteration, values, count):
        counted.extend(range(iteration, iteration + count))
        return together(self, iteration, values, count)

    monkeypatch.setattr(Training, "run", run)
    monkeypatch.setattr(SharedTraining, "ahead", ahead)
    return counted


@pytest.fixture
def adam(small):
    return small | {"optimizer": "adam", "batch": 2}


def test_the_second_run_trains_nothing_and_has_the_same_bytes(adam, trained):
    passages = Passages()
    first = frames(adam, passages)
    assert trained == list(range(21))
    assert frames(adam, passages) == first
    assert len(trained) == 21 + 1  # what lies behind a multiple of `every` is not shared


def test_who_overtakes_goes_on_with_the_same_bytes(adam, trained):
    alone, passages = frames(adam, Passages()), Passages()
    frames(adam, passages, 4)
    trained.clear()
    assert frames(adam, passages) == alone
    assert trained[0] >= 6


def test_a_run_that_begins_at_a_checkpoint_follows_those_that_came_by(adam, trained):
    passages = Passages()
    first = frames(adam, passages)
    start = json.loads(first[3])
    trained.clear()
    checkpoint = {name: start[name] for name in ("iteration", "values")}
    assert frames(adam, passages, checkpoint=checkpoint) == first[3:]
    assert len(trained) <= 1


@pytest.mark.parametrize(
    "change",
    [
        {"until": {"iteration": 5}}, {"until": {"iteration": 4}}, {"until": {"loss": 0.2}},
        {"every": 3}, {"values": "base64"}, {"values": "none"},
        {"test": {"inputs": [[0.5, 0.5]], "targets": [[1.0]]}},
        {"test": {"inputs": [[0.5, 0.25]], "targets": [[1.0]]}},
    ],
)  # fmt: skip
def test_another_order_is_answered_as_if_it_were_alone(adam, change):
    """After one that differs, and after one whose last frame comes at another iteration."""
    passages = Passages()
    frames(adam, passages)
    frames(adam, passages, test={"inputs": [[0.5, 0.75]], "targets": [[1.0]]})
    frames(adam, passages, until={"iteration": 7})
    until = {"until": {"iteration": 21, **change.get("until", {})}}
    change = change | until
    assert frames(adam, passages, **change) == frames(adam, Passages(), **change)


@pytest.mark.parametrize(
    "change", [{"seed": 9}, {"learning_rate": 0.2}, {"batch": 1}, {"targets": [[0.9], [0], [0.5]]}]
)
def test_another_experiment_is_answered_as_if_it_were_alone(adam, change):
    passages = Passages()
    frames(adam, passages)
    assert frames(adam | change, passages) == frames(adam | change, Passages())


def test_other_values_at_the_same_iteration_are_answered_as_if_they_were_alone(adam):
    passages = Passages()
    start = json.loads(frames(adam, passages)[2])
    start["values"][0] += 1e-9
    checkpoint = {"checkpoint": {name: start[name] for name in ("iteration", "values")}}
    assert frames(adam, passages, **checkpoint) == frames(adam, Passages(), **checkpoint)


def test_a_run_that_diverges_does_so_for_everyone(small):
    explosive = small | {"loss": "mse", "learning_rate": 1e300}
    explosive["layers"] = [{"kind": "dense", "units": 1}]
    passages = Passages()
    first = frames(explosive, passages, every=1)
    assert json.loads(first[-1])["end"]["reason"] == "diverged"
    assert frames(explosive, passages, every=1) == first


def test_large_runs_and_those_that_the_clock_decides_share_nothing(small):
    passages = Passages(Room(10**6))
    frames(small, passages, every=None, per_second=60)
    large = small | {"layers": [{"kind": "dense", "units": 64}] * 2 + small["layers"][1:]}
    assert frames(large, passages, 3, values="none")
    assert passages.room.held == 0
