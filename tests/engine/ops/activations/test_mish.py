"""Mish against numbers of other libraries, as far out as numbers go."""

import numpy as np
import pytest

from engine import registry


@pytest.mark.parametrize(
    ("z", "a", "s"),
    [
        (25.0, 25.0, 1.0),
        (-25.0, -3.471985966216896e-10, -3.33310652754411e-10),
        (1.0, 0.8650983882673103, 1.0490362200997922),
        (-750.0, -0.0, 0.0),
        (750.0, 750.0, 1.0),
    ],
)
def test_values_and_slopes(z, a, s):
    op, z = registry["mish"](), np.array([[z]])
    out = np.empty_like(z)
    op.a(out, z)
    assert out[0, 0] == pytest.approx(a, rel=1e-13, abs=1e-300)
    op.s(out, z)
    assert out[0, 0] == pytest.approx(s, rel=1e-13, abs=1e-300)
