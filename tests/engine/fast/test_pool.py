"""Buffers go from one to the next, bounded by bytes, and no number of one is seen in another."""

import pytest

from engine import Experiment, example, examples, trace
from engine.fast.pool import PART, Pool, pool
from engine.kept import Room


def _other(name):
    """The same network with other numbers."""
    document = example(name).experiment.to_json()
    document |= {"learning_rate": 0.7 * document["learning_rate"] + 0.01, "seed": 5}
    return Experiment.from_json(document | {"parameters": {}})


@pytest.mark.parametrize("name", examples())
def test_a_run_in_used_buffers_gives_the_same_bytes(name):
    one = Experiment.from_json(example(name).experiment.to_json())
    expected = [trace(one, k).vector.tobytes() for k in (0, 2)]
    kept = trace(one)
    other = trace(_other(name), 1).vector.tobytes()
    assert [trace(one, k).vector.tobytes() for k in (0, 2)] == expected
    assert trace(_other(name), 1).vector.tobytes() == other != expected[0]
    assert kept.vector.tobytes() == expected[0]


def test_buffers_are_used_again():
    one = example(examples()[0]).experiment
    program = one.program(one.batch or len(one.inputs))
    now = pool.take(program)
    pool.give(now)
    trace(one)
    assert pool.take(program) is now
    pool.give(now)


def test_what_waits_is_bounded_and_the_oldest_goes_first():
    programs = [example(name).experiment.program(4) for name in examples()[:3]]
    large = max(8 * p.size + p.bytes for p in programs)
    small = Pool(Room(PART * large))
    kinds = [[small.take(p) for _ in range(20)] for p in programs]
    for kind in kinds:
        for now in kind:
            small.give(now)
        assert small.room.held <= small.room.size
    for program, kind in zip(programs, kinds, strict=True):
        again = [small.take(program) for _ in kind]
        kept = sum(now in kind for now in again)
        assert 1 <= kept <= large // (8 * program.size + program.bytes)


def test_the_oldest_goes_first_and_what_is_too_large_at_once():
    programs = [example(name).experiment.program(4) for name in examples()[:3]]
    room = Room(4 * 10**6)
    small, first = Pool(room), Pool(Room(4 * 10**6)).take(programs[0])
    small.give(first)
    room.put("another", None, room.size - room.held)
    small.give(small.take(programs[1]))
    assert small.take(programs[0]) is not first
    none = Pool(Room(0))
    none.give(first)
    assert none.take(programs[0]) is not first
