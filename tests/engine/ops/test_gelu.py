"""GELU keeps its digits where Φ has few left."""

import math

import numpy as np

from engine import registry

Z = np.concatenate([np.linspace(-37, -0.8, 5001), np.linspace(-0.7, 40, 2001)])[None]
"""Around −0.75, where it turns, the slope is a difference of what is nearly equal."""


def _of(rule):
    out = np.empty_like(Z)
    rule(out, Z)
    return out[0]


def test_value_and_slope_are_right_relative_to_themselves():
    op, z = registry["gelu"](), Z[0]
    below = np.array([math.erfc(-x / 2**0.5) / 2 for x in z])
    bell = np.exp(-(z**2) / 2) / (2 * np.pi) ** 0.5
    np.testing.assert_allclose(_of(op.a), z * below, rtol=1e-12)
    np.testing.assert_allclose(_of(op.s), below + z * bell, rtol=1e-12)


def test_far_out_nothing_is_left_and_nothing_missing():
    op, z = registry["gelu"](), np.array([[-1e300, -40.0, 40.0, 1e300]])
    a, s = np.empty_like(z), np.empty_like(z)
    op.a(a, z)
    op.s(s, z)
    assert a.tolist() == [[0, 0, 40, 1e300]]
    assert s.tolist() == [[0, 0, 1, 1]]
