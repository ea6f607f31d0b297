"""TensorFlow Playground's circle: a disc inside a ring."""

import math
from dataclasses import dataclass

from engine.data.playground_points import PlaygroundClasses, Point
from engine.numeric import fdlibm
from engine.random.seedrandom import SeedRandom

RADIUS = 5.0


@dataclass(frozen=True)
class PlaygroundCircle(PlaygroundClasses):
    """A disc inside a ring, point for point as TensorFlow Playground draws them from a seed.

    Noise, in percent, moves the point that is labelled and not the one that is shown.
    """

    targets_mean = "Whether the point lies inside the circle."
    classes = ("outside", "inside")

    def points(self, random: SeedRandom) -> list[Point]:
        """The disc first, then the ring."""
        noise, found = self.noise / 100, []
        for low, high in ((0.0, RADIUS * 0.5), (RADIUS * 0.7, RADIUS)):
            for _ in range(math.ceil(self.examples / 2)):
                r, angle = random.between(low, high), random.between(0, 2 * math.pi)
                x, y = r * fdlibm.sin(angle), r * fdlibm.cos(angle)
                dx = x + random.between(-RADIUS, RADIUS) * noise
                dy = y + random.between(-RADIUS, RADIUS) * noise
                inside = math.sqrt(dx * dx + dy * dy) < RADIUS * 0.5
                found.append(Point(x, y, 1.0 if inside else -1.0))
        return found[: self.examples]
