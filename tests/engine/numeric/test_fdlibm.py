"""Sine, cosine and logarithm have known bits, and are within one unit in the last place."""

import math

import numpy as np
import pytest

from engine.numeric import fdlibm

KNOWN = [  # from the JavaScript engine V8 11.3, which follows fdlibm too
    (fdlibm.sin, 0.5, 0.479425538604203), (fdlibm.sin, 3.0, 0.1411200080598672),
    (fdlibm.sin, -100.0, 0.5063656411097588), (fdlibm.cos, 0.5, 0.8775825618903728),
    (fdlibm.cos, 3.0, -0.9899924966004454), (fdlibm.cos, 100.0, 0.8623188722876839),
    (fdlibm.log, 0.1, -2.3025850929940455), (fdlibm.log, 10.0, 2.302585092994046),
]  # fmt: skip


@pytest.mark.parametrize(("function", "x", "value"), KNOWN)
def test_known_bits(function, x, value):
    assert function(x) == value


@pytest.mark.parametrize("name", ["sin", "cos", "log"])
def test_never_more_than_a_unit_in_the_last_place_from_the_system(name):
    rng = np.random.default_rng(3)
    drawn = rng.uniform(-100, 100, 4000).tolist() + [k * math.pi / 4 for k in range(-60, 61)]
    if name == "log":
        drawn = [*np.exp(rng.uniform(-300, 300, 4000)), 1.0, 2.0, 0.5, 1 + 1e-9]
    for x in drawn:
        ours, theirs = getattr(fdlibm, name)(x), getattr(math, name)(x)
        assert abs(ours - theirs) <= math.ulp(theirs), x
