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
    # Where one stretch ends and the next begins, and where another rounding shows.
    (fdlibm.sin, 70.12950972307092, 0.8492015036841346),
    (fdlibm.sin, -22.449296295082988, 0.44228760617390817),
    (fdlibm.sin, 36.12863801092851, -0.9999999479986021),
    (fdlibm.sin, -0.7621941313597942, -0.6905101709499261),
    (fdlibm.sin, 18.84955592153876, -7.347880794884119e-16),
    (fdlibm.sin, 0.7853987969991004, 0.7071072292104303),
    (fdlibm.sin, 2.3561947004801165, 0.7071066324906227),
    (fdlibm.sin, -0.8912185060111482, -0.777838112793658),
    (fdlibm.sin, 4.468262756482815, -0.970348894522252),
    (fdlibm.cos, -24.18741869000965, 0.5854814319205593),
    (fdlibm.cos, 1.0604264633560856e-12, 1.0),
    (fdlibm.cos, -73.827932345481, 0.000504986099398647),
    (fdlibm.cos, 0.7853984066942508, 0.7071066091497078),
    (fdlibm.cos, 0.7812501205307811, 0.7100337986922143),
    (fdlibm.cos, -58.020112714673246, 0.0991880128440603),
    (fdlibm.log, 1.419998986195681, 0.35065615766621094),
    (fdlibm.log, 1.9999996187294267, 0.6931469899246405),
    (fdlibm.log, 2.759998150224801, 1.0152300095204285),
    (fdlibm.log, 1.4142104476587722, 0.3465713878419282),
    (fdlibm.log, 0.9257263615127866, -0.07717659393215358),
    (fdlibm.log, 1.0000009324903953, 9.32489960575589e-07),
    (fdlibm.log, 0.6899996584407302, -0.37106417640438905),
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
