"""The error function against Python's own, to the last digits."""

import math

import numpy as np
import pytest

from engine.erf import FAR, NEAR, ONE, erf


def _erf(x):
    out = np.empty_like(x)
    erf(x, out)
    return out


def test_it_is_that_of_python():
    x = np.concatenate([np.linspace(-7, 7, 20_001), np.random.default_rng(0).normal(0, 0.1, 5000)])
    np.testing.assert_allclose(_erf(x), [math.erf(v) for v in x], rtol=6e-16)


@pytest.mark.parametrize("edge", [NEAR, FAR, ONE])
def test_the_pieces_meet(edge):
    x = np.array([np.nextafter(edge, 0), edge, np.nextafter(edge, 10)])
    np.testing.assert_allclose(_erf(x), math.erf(edge), rtol=6e-16)


def test_far_out_and_at_zero():
    assert list(_erf(np.array([-1e300, -6.0, 0.0, 6.0, 1e300]))) == [-1, -1, 0, 1, 1]
    assert _erf(np.array(1e-300)) == pytest.approx(2e-300 / math.pi**0.5, rel=1e-15)


def test_off_the_real_line_by_a_little_it_has_its_derivative():
    x = np.linspace(-5.9, 5.9, 999)
    slope = _erf(x + 1e-20j).imag / 1e-20
    np.testing.assert_allclose(slope, 2 / math.pi**0.5 * np.exp(-(x**2)), rtol=1e-13, atol=1e-15)
