"""The quartiles of losses, also where runs have none any more."""

import math

import numpy as np
import pytest

from engine.run.band import QUARTERS, Band, band


@pytest.mark.parametrize("count", [1, 2, 3, 4, 10, 99, 100])
def test_quartiles_are_those_of_numpy(count: int) -> None:
    losses = np.random.default_rng(count).normal(size=count)
    found = band(losses)
    expected = np.quantile(losses, QUARTERS)
    assert list(vars(found).values()) == pytest.approx(expected.tolist(), rel=1e-14)


def test_a_run_that_has_diverged_counts_as_infinite() -> None:
    assert band([2.0, math.nan, 1.0]) == Band(1.0, 1.5, 2.0, math.inf, math.inf)
    assert band([math.nan] * 4) == Band(*[math.inf] * 5)
