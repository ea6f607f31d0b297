"""TensorFlow Playground's two clouds."""

import math
from dataclasses import dataclass

from engine.data.playground_points import PlaygroundClasses, Point
from engine.numeric import fdlibm
from engine.random.seedrandom import SeedRandom


@dataclass(frozen=True)
class PlaygroundGauss(PlaygroundClasses):
    """Two round clouds at ±(2, 2), point for point as in TensorFlow Playground.

    With the noise, in percent, the variance grows from 0.5 to 4 at 50 %.
    """

    targets_mean = "Which cloud the point belongs to."
    classes = ("lower left", "upper right")

    def points(self, random: SeedRandom) -> list[Point]:
        """The upper cloud first."""
        part = self.noise / 100 / 0.5
        variance, found = 0.5 * (1 - part) + 4 * part, []
        for centre, label in ((2.0, 1.0), (-2.0, -1.0)):
            for _ in range(math.ceil(self.examples / 2)):
                x = _normal(random, centre, variance)
                y = _normal(random, centre, variance)
                found.append(Point(x, y, label))
        return found[: self.examples]


def _normal(random: SeedRandom, mean: float, variance: float) -> float:
    """A normal number by the polar method of Marsaglia, of which the second one is thrown away."""
    while True:
        u, v = 2 * random() - 1, 2 * random() - 1
        s = u * u + v * v
        if 0 < s <= 1:
            return mean + math.sqrt(variance) * (math.sqrt(-2 * fdlibm.log(s) / s) * u)
