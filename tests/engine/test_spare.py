"""Buffers go from run to run: no number of one run is seen in another."""

import numpy as np
import pytest

from engine import Experiment, example, examples, trace


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
    spare = one.program(one.batch or len(one.inputs)).spare
    buffer, _ = spare[-1]
    shown = trace(one)
    assert spare[-1][0] is buffer
    assert not np.may_share_memory(shown.vector, buffer)
