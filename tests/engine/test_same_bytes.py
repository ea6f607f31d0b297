"""However an iteration is reached, it has the same bytes: a sample of tools/same_bytes.py."""

import numpy as np
import pytest

from tests.engine.ways import drawn, same_bytes, spirals


@pytest.mark.parametrize("number", range(24))
def test_random_experiments(number):
    same_bytes(drawn(number), 40, np.random.default_rng(number))


def test_spirals_with_adam():
    same_bytes(spirals(), 700, np.random.default_rng(1))
