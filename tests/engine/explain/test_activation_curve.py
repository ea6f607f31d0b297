"""The sampled curve of every activation."""

import numpy as np
import pytest

from engine import registry
from engine.explain.activation_curve import curve
from engine.families.activation import Elementwise
from tests.engine.networks import random_op

ELEMENTWISE = [k for k, op in registry.items() if issubclass(op, Elementwise)]


@pytest.mark.parametrize("kind", ELEMENTWISE)
def test_the_slope_is_that_of_the_curve(kind):
    op = random_op(np.random.default_rng(9), kind)
    found = {role: np.array(values) for role, values in curve(op, -4, 4, 4001).items()}
    assert list(found) == ["z", "a", "s"]
    assert (found["z"][0], found["z"][-1], len(found["z"])) == (-4, 4, 4001)
    drawn = np.gradient(found["a"], found["z"])
    away = np.all([np.abs(found["z"] - kink) > 0.01 for kink in (*op.kinks, 99)], axis=0)
    np.testing.assert_allclose(drawn[away][1:-1], found["s"][away][1:-1], atol=1e-5)


@pytest.mark.parametrize("kind", ["softmax", "dense", "sse"])
def test_what_mixes_cells_has_no_curve(kind):
    assert curve(random_op(np.random.default_rng(0), kind)) == {}


def test_by_itself_it_shows_what_a_picture_has_room_for():
    assert curve(registry["tanh"]())["z"] == np.linspace(-6, 6, 121).tolist()
