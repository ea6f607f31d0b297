"""A rule taken apart writes the same bytes as the rule."""

import numpy as np
import pytest

from engine import registry, trace
from engine.fast.ufunc_trace import calls
from tests.engine.networks import random_experiment


def test_a_rule_becomes_the_calls_it_makes():
    z, a = np.random.default_rng(0).normal(size=(2, 3, 4))
    found = calls(registry["sigmoid"]().a, a, [z])
    kinds = [call.func for call in found]
    assert kinds == [np.maximum, np.negative, np.exp, np.add, np.reciprocal]


@pytest.mark.parametrize("seed", range(20))
def test_every_step_of_random_networks_writes_the_same_bytes(seed):
    t = trace(random_experiment(np.random.default_rng([11, seed])), 2)
    vector = t.vector.copy()
    for step in t.program.steps:
        out = t.program.tensors[step.writes].view(vector)
        reads = [t.program.tensors[name].view(vector) for name in step.reads.values()]
        found = calls(step.method, out, reads)
        assert vector.tobytes() == t.vector.tobytes()  # taking apart leaves no mark
        expected = np.empty_like(out)
        step.method(expected, *reads)
        before = out.copy()
        out.fill(-1.0)
        for call in found:
            call()
        assert out.tobytes() == expected.tobytes(), step.writes
        out[...] = before


def _sums(out, x):
    out[...] = (x - x.mean()) ** 2 / x[::2].size + np.where(x > 0.5, x, 2.0) + x[[0] * len(x)]


def _decides(out, x):
    np.add(x, 1.0 if x[0] > 0.5 else 2.0, out=out)


def _hides(out, x):
    np.copyto(out, np.array(x.tolist()))


def _powers(out, x):
    np.multiply(x, 0.96 ** (x[3] * 0.004), out=out)


def _accumulates(out, x):
    total = np.zeros(len(x))
    for _ in range(2):
        np.add(total, x > 5.0, out=total)  # nothing is, among the numbers it is tried on
    np.copyto(out, total)


def _remembers(out, x):
    np.multiply(x, np.frombuffer(x.tobytes()), out=out)


@pytest.mark.parametrize(
    ("method", "apart"),
    [
        (_sums, True),
        (_decides, False),
        (_hides, False),
        (_powers, False),
        (_accumulates, False),
        (_remembers, False),
    ],
)
def test_what_cannot_be_noted_is_called_as_it_is(method, apart):
    out, x = np.zeros(6), np.linspace(0.0, 1.0, 6)
    found = calls(method, out, [x])
    assert (len(found) > 1) == apart
    for values in (np.linspace(0.0, 1.0, 6), np.linspace(9.0, -1.0, 6)):
        x[...] = values
        for call in found:
            call()
        expected = np.zeros(6)
        method(expected, values)
        assert out.tobytes() == expected.tobytes()


def test_nothing_is_allocated_when_the_calls_are_made_again():
    a, y, E = np.full((2, 1), 0.5), np.zeros((2, 1)), np.zeros(())
    found = calls(registry["half_sse"]().E, E, [a, y])
    assert all(any(isinstance(x, np.ndarray) for x in c.args[-1:]) or c.keywords for c in found)


def test_what_is_changed_in_its_place_is_one_array_that_is_read_and_written():
    a, out = np.full((2, 3), 0.5), np.zeros((2, 3))
    changed = calls(registry["tanh"]().s, out, [a])[-1]  # 1 − a², where a² is
    assert changed.func is np.subtract
    assert changed.args[1] is changed.args[2]
