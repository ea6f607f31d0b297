"""Arrays begin where a cache line does, and do not lie on each other."""

import numpy as np
import pytest

from engine.fast.fused_program import FusedProgram
from engine.fast.memory import LINE, room, split, zeros
from tests.engine.networks import random_experiment

SHAPES = [(3, 5), (7,), (1, 1), (2, 8), ()]


def begins_a_line(array):
    return array.ctypes.data % (LINE * array.itemsize) == 0


@pytest.mark.parametrize("size", range(1, 40))
def test_zeros(size):
    found = [zeros((size, k)) for k in range(1, 5)]
    assert all(begins_a_line(a) and not a.any() and a.flags.c_contiguous for a in found)


def test_split():
    vector = zeros((room(SHAPES),))
    found = split(vector, SHAPES)
    assert [a.shape for a in found] == SHAPES
    assert all(map(begins_a_line, found))
    for k, array in enumerate(found, 1):
        array[...] = k
    assert [np.unique(a).tolist() for a in found] == [[k] for k in range(1, len(SHAPES) + 1)]
    found[-1][...] = 9
    assert vector[-LINE] == 9  # room is not a line more than is needed


@pytest.mark.parametrize("seed", range(5))
def test_what_is_alike_begins_so(seed):
    experiment = random_experiment(np.random.default_rng(seed))
    now = FusedProgram(experiment.program(len(experiment.inputs)))
    assert begins_a_line(now.vector)
    assert all(start % LINE == 0 for start in now.layout.rows.values())
