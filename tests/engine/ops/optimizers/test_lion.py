"""Lion against numbers of Keras, and by hand."""

import numpy as np
import pytest

from engine import registry


def test_three_steps():
    op = registry["lion"]()
    w, m, eta = np.array(1.0), np.array(0.0), np.array(0.1)
    found = []
    for gradient in (0.1, -0.2, 0.05):
        g, u, new, kept = np.array(gradient), np.empty(()), np.empty(()), np.empty(())
        op.direction(u, m, g)
        op.m_new(kept, m, g)
        op.w_new(new, w, eta, u)
        w, m = new, kept
        found.append(float(w))
    assert found == pytest.approx([0.9, 1.0, 0.9], rel=1e-15)
    expected = 0.99 * (0.99 * (0.01 * 0.1) + 0.01 * -0.2) + 0.01 * 0.05
    assert float(m) == pytest.approx(expected, rel=1e-13)


def test_a_gradient_of_nothing_moves_nothing():
    u = np.empty(())
    registry["lion"]().direction(u, np.array(0.0), np.array(0.0))
    assert u == 0


def test_a_gradient_that_has_turned_moves_nothing_back_as_long_as_momentum_is_larger():
    u = np.empty(())
    for gradient, sign in ((-0.2, 1), (-1.0, -1)):  # 0.9 · 0.1 is less than 0.1 · 1
        registry["lion"]().direction(u, np.array(0.1), np.array(gradient))
        assert u == sign
