"""The complementary error function against Python's own, to the last digits of the tail."""

import math

import numpy as np
import pytest

from engine.numeric.erfc import FAR, NEAR, ZERO, erfc


def _erfc(x):
    out = np.empty_like(x)
    erfc(x, out)
    return out


def test_it_is_that_of_python_before_the_tail():
    x = np.concatenate([np.linspace(-7, 2, 20_001), np.random.default_rng(0).normal(0, 0.1, 5000)])
    np.testing.assert_allclose(_erfc(x), [math.erfc(v) for v in x], rtol=1.5e-15)


def test_it_is_that_of_python_in_the_tail_but_for_the_rounding_of_its_square():
    x = np.linspace(2, ZERO, 20_001)[:-1]
    off = np.abs(_erfc(x) / [math.erfc(v) for v in x] - 1)
    assert (off < 1.2e-16 * (10 + x**2)).all()


@pytest.mark.parametrize("edge", [-FAR, -NEAR, NEAR, FAR])
def test_the_pieces_meet(edge):
    x = np.array([np.nextafter(edge, 0), edge, np.nextafter(edge, 2 * edge)])
    np.testing.assert_allclose(_erfc(x), [math.erfc(v) for v in x], rtol=4e-15)


def test_far_out_and_at_zero():
    assert list(_erfc(np.array([-1e300, -7.0, 0.0, ZERO, 1e300]))) == [2, 2, 1, 0, 0]
    assert _erfc(np.array(-1e-300)) == 1


def test_off_the_real_line_by_a_little_it_has_its_derivative():
    x = np.linspace(-5.9, 26, 999)
    slope = _erfc(x + 1e-12j).imag / 1e-12
    np.testing.assert_allclose(slope, -2 / math.pi**0.5 * np.exp(-(x**2)), rtol=2e-13)
