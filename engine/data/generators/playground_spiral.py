"""TensorFlow Playground's two spirals."""

import math
from dataclasses import dataclass

from engine.data.playground_points import PlaygroundClasses, Point
from engine.numeric import fdlibm
from engine.random.seedrandom import SeedRandom


@dataclass(frozen=True)
class PlaygroundSpiral(PlaygroundClasses):
    """Two arms that wind around each other, point for point as in TensorFlow Playground.

    Noise, in percent, moves each coordinate by at most so much.
    """

    targets_mean = "Which arm the point lies on."
    classes = ("second arm", "first arm")

    def points(self, random: SeedRandom) -> list[Point]:
        """One arm after the other, from the middle outwards."""
        noise, half, found = self.noise / 100, self.examples / 2, []
        for turned, label in ((0.0, 1.0), (math.pi, -1.0)):
            for k in range(math.ceil(half)):
                r, t = k / half * 5, 1.75 * k / half * 2 * math.pi + turned
                x = r * fdlibm.sin(t) + random.between(-1, 1) * noise
                y = r * fdlibm.cos(t) + random.between(-1, 1) * noise
                found.append(Point(x, y, label))
        return found[: self.examples]
