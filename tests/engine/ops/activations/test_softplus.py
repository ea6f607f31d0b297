"""Far out, softplus is its input."""

import numpy as np

from engine.ops.activations.softplus import Softplus


def test_far_out_it_is_its_input():
    """ln(1 + e⁵⁰) is 50 to the last bit, and e¹⁰⁰⁰ is no number."""
    z = np.array([41.0, 50.0, 1000.0])
    a = np.empty(3)
    Softplus().a(a, z)
    assert a.tolist() == z.tolist()
