"""Buffers go from one to the next, bounded by bytes, and no number of one is seen in another."""

import pytest

from engine import Experiment, example, examples, trace
from engine.fast.pool import Pool, pool


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
    trace(one)
    program = one.program(one.batch or len(one.inputs))
    now = pool.waiting[program][-1]
    trace(one)
    assert pool.waiting[program][-1] is now


def test_what_waits_is_bounded_and_the_oldest_goes_first():
    programs = [example(name).experiment.program(4) for name in examples()[:3]]
    sizes = [Pool().take(p).vector.nbytes + p.bytes for p in programs]
    small = Pool(max_bytes=sizes[1] + sizes[2])
    for program in programs:
        small.give(small.take(program))
        assert small.bytes <= small.max_bytes
    assert list(small.waiting) == programs[1:]
    small.give(small.take(programs[1]))
    assert list(small.waiting) == [programs[2], programs[1]]
    assert Pool(max_bytes=0).take(programs[0]).program is programs[0]
