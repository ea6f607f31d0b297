"""Runs that differ in their seeds are computed at once, and each has the bytes it has alone."""

import json
from itertools import islice

import numpy as np
import pytest

from app.compute.alike import LEAST, SIZES, AllAlike
from app.compute.run import Run
from app.compute.run_plan import evaluations, plan
from app.compute.trajectory import ROOM, Passages
from app.limits import Limits
from app.parsing.request_reader import RequestReaders
from engine.kept import Room
from engine.pausing import finish
from engine.run.abreast import Abreast
from engine.run.shared_training import SharedTraining
from tests.samples import in_turn

READER = RequestReaders.on(Limits()).run
RNG = np.random.default_rng(7)
DATA = {
    "inputs": RNG.normal(size=(20, 2)).round(3).tolist(),
    "targets": [[float(k % 2)] for k in range(20)],
}


def made(experiment, all_alike, passages, **order):
    """A run that is about to begin."""
    order = {"until": {"iteration": 21}, "values": "list", **order}
    planned = finish(plan(READER.read({"experiment": experiment, **order}), READER, Limits()))
    its = finish(evaluations(planned, READER))
    alike = all_alike.of("address", planned, its) if all_alike else None
    return Run(planned, its, 60, passages, bool, alike)


def alone(experiment, **order):
    return list(filter(None, made(experiment, None, Passages(Room(ROOM)), **order).frames()))


def in_turns(runs):
    """The frames of each, one after the other; so many at first that each is at one of its own."""
    working, found = [run.frames() for run in runs], [[] for _ in runs]
    for k, work in enumerate(working):
        found[k] += islice(filter(None, work), 1 + k % 3)
    left = list(range(len(runs)))
    while left:
        for k in list(left):
            more = list(islice(filter(None, working[k]), 1))
            found[k] += more
            if not more:
                left.remove(k)
    return found


@pytest.fixture
def at_once(monkeypatch):
    """How many were trained at once, each time."""
    counted, ahead = [], Abreast.ahead

    def counting(self, runs, *of):
        counted.append(len(runs))
        return ahead(self, runs, *of)

    monkeypatch.setattr(Abreast, "ahead", counting)
    return counted


@pytest.fixture
def network(small):
    return small | {"batch": 4} | DATA


@pytest.mark.parametrize(
    ("optimizer", "every", "values", "runs"),
    in_turn(["sgd", "adam"], [1, 2], ["list", "base64", "none"], [LEAST, 7, SIZES[1] + 5]),
)
def test_each_has_the_bytes_it_has_alone(network, at_once, optimizer, every, values, runs):
    all_alike, passages = AllAlike(1e8), Passages(Room(ROOM))
    order = {"every": every, "values": values}
    seeds = [network | {"optimizer": optimizer, "seed": k} for k in range(runs)]
    found = in_turns([made(e, all_alike, passages, **order) for e in seeds])
    assert found == [alone(e, **order) for e in seeds]
    assert max(at_once) == min(runs, SIZES[runs > SIZES[1]])
    assert len(at_once) < sum(map(len, found)) / 2


def test_those_of_one_seed_are_the_same_run(network, at_once, monkeypatch):
    trained, ahead = [], SharedTraining.ahead
    monkeypatch.setattr(
        SharedTraining, "ahead", lambda *given: (trained.append(1), ahead(*given))[1]
    )
    all_alike, passages = AllAlike(1e8), Passages(Room(ROOM))
    seeds = [network | {"seed": k % 4} for k in range(12)]
    found = in_turns([made(e, all_alike, passages) for e in seeds])
    assert set(at_once) == {4}
    assert len(trained) < 21  # by themselves, of twelve times as many
    assert found == [alone(e) for e in seeds]


def test_one_that_leaves_the_finite_numbers_spoils_nothing(network, at_once):
    network |= {"layers": [{"kind": "dense", "units": 1}], "loss": "mse"}
    network["learning_rate"] = 1e10
    all_alike, passages = AllAlike(1e8), Passages(Room(ROOM))
    seeds = [network | {"seed": k} for k in range(5)]
    seeds.append(seeds[0] | {"seed": 4, "targets": [[0.5]] * 20})
    found = in_turns([made(e, all_alike, passages) for e in seeds])
    assert found == [alone(e) for e in seeds]
    assert json.loads(found[0][-1])["end"]["reason"] == "diverged"
    assert at_once


def test_who_leaves_and_who_ends_early_holds_nobody_up(network, at_once):
    all_alike, passages = AllAlike(1e8), Passages(Room(ROOM))
    seeds = [network | {"seed": k} for k in range(8)]
    until = [{"iteration": 21}] * 5 + [
        {"iteration": 9},
        {"iteration": 21, "loss": 2.83},
        {"iteration": 21},
    ]
    runs = [made(e, all_alike, passages, until=u) for e, u in zip(seeds, until, strict=True)]
    leaving = runs.pop().frames()
    for _ in range(4):
        next(leaving)
    leaving.close()
    found = in_turns(runs)
    assert found == [alone(e, until=u) for e, u in zip(seeds[:7], until, strict=False)]
    assert max(at_once) >= 4
    assert runs[0].alike.members == {}
    assert not runs[0].alike.waiting
    del runs, leaving
    assert not all_alike.known  # who has left is forgotten


def test_who_leaves_while_it_is_made_leaves_it_to_the_next(network, at_once):
    """At whichever pause, and nothing is held for what was not made."""
    for pauses in range(1, 40):
        all_alike, passages = AllAlike(1e8), Passages(Room(ROOM))
        experiments = [network | {"seed": k} for k in range(LEAST + 1)]
        *staying, leaving = [made(e, all_alike, passages) for e in experiments]
        working = [run.frames() for run in staying]
        for work in working:
            next(work)
        alike, work = leaving.alike, leaving.frames()
        for _ in range(pauses):
            next(work)
        begun = alike.tried and not alike.abreast
        work.close()
        if not begun:
            continue
        assert (alike.tried, alike.numbers) == (False, 0)
        at_once.clear()
        for work in working:
            work.close()
        found = in_turns([made(e, all_alike, passages) for e in experiments])
        assert found == [alone(e) for e in experiments]
        assert at_once
        return
    pytest.fail("nothing was being made at any pause")


@pytest.mark.parametrize(
    "change",
    [{"batch": 3}, {"layers": [{"kind": "dropout", "rate": 0.5}, {"kind": "dense", "units": 1}]}],
)
def test_what_cannot_be_computed_at_once_is_computed_alone(network, at_once, change):
    all_alike, passages = AllAlike(1e8), Passages(Room(ROOM))
    seeds = [network | change | {"seed": k} for k in range(LEAST)]
    assert in_turns([made(e, all_alike, passages) for e in seeds]) == [alone(e) for e in seeds]
    assert not at_once


def test_others_are_not_alike(network):
    all_alike, passages = AllAlike(1e8), Passages(Room(ROOM))

    def of(change, address="address", **order):
        planned = made(network | change, None, passages, **order).plan
        return all_alike.of(address, planned, finish(evaluations(planned, READER)))

    first = of({})
    assert of({"seed": 9}) is first
    targets = [[0.5]] * 20
    for name, other in (("learning_rate", 0.2), ("batch", 5), ("targets", targets)):
        assert of({name: other}) is not first
    assert of({}, "another") is not first
    assert of({}, every=2) is not first
    assert of({}, test={"inputs": [[0.5, 0.5]], "targets": [[1.0]]}) is None


def test_there_is_room_for_so_many_numbers(network, at_once):
    all_alike, passages = AllAlike(16_000), Passages(Room(ROOM))
    seeds = [network | {"seed": k} for k in range(LEAST)]
    in_turns([made(e, all_alike, passages) for e in seeds])
    assert not at_once
    assert not all_alike.known  # who has left is forgotten
