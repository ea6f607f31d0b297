"""TensorFlow Playground's plane: a height that grows evenly in one direction."""

from dataclasses import dataclass

from engine.data.playground_points import PlaygroundHeights, Point
from engine.random.seedrandom import SeedRandom

REACH = 6.0


@dataclass(frozen=True)
class PlaygroundPlane(PlaygroundHeights):
    """(x₁ + x₂) / 10, point for point as in TensorFlow Playground.

    Noise, in percent, moves the point whose height is told and not the one that is shown.
    """

    targets_mean = "The height of a slanted plane over the point."

    def points(self, random: SeedRandom) -> list[Point]:
        """Uniform over a square."""
        noise, found = self.noise / 100, []
        for _ in range(self.examples):
            x, y = random.between(-REACH, REACH), random.between(-REACH, REACH)
            dx = x + random.between(-REACH, REACH) * noise
            dy = y + random.between(-REACH, REACH) * noise
            part = (dx + dy + 10) / 20
            found.append(Point(x, y, -1 * (1 - part) + part))
        return found
