"""Where many losses lie: the least, the quartiles, the largest."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.op import Array

QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Band:
    """Least, lower quartile, median, upper quartile and largest of some losses.

    Between two of them it is interpolated, as `numpy.quantile` does. A run without a loss any
    more, which has left the finite numbers, counts as ∞, and so may a quartile.
    """

    least: float
    lower: float
    median: float
    upper: float
    largest: float


def band(losses: Array | Sequence[float]) -> Band:
    """The band of at least one loss; NaN stands for a run that has none any more.

    Losses are (runs,).
    """
    values = np.sort(np.where(np.isnan(losses), np.inf, losses))
    places = [q * (len(values) - 1) for q in QUARTERS]
    return Band(*(_at(values, place) for place in places))


def _at(values: Array, place: float) -> float:
    below = int(place)
    part, low = place - below, float(values[below])
    if not part:
        return low
    high = float(values[below + 1])
    return low if high == low else low + part * (high - low)
