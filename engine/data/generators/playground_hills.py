"""TensorFlow Playground's hills and hollows, which it calls reg-gauss."""

import math
from dataclasses import dataclass

from engine.data.playground_points import PlaygroundHeights, Point
from engine.random.seedrandom import SeedRandom

REACH = 6.0
HILLS = ((-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1))
"""Centres, and whether it is a hill or a hollow."""


@dataclass(frozen=True)
class PlaygroundHills(PlaygroundHeights):
    """Three hills and three hollows, point for point as TensorFlow Playground's reg-gauss.

    Noise, in percent, moves the point whose height is told and not the one that is shown.
    """

    targets_mean = "The height: 1 on top of a hill, −1 deep in a hollow, 0 far from all."

    def points(self, random: SeedRandom) -> list[Point]:
        """Uniform over a square."""
        noise, found = self.noise / 100, []
        for _ in range(self.examples):
            x, y = random.between(-REACH, REACH), random.between(-REACH, REACH)
            dx = x + random.between(-REACH, REACH) * noise
            dy = y + random.between(-REACH, REACH) * noise
            found.append(Point(x, y, _height(dx, dy)))
        return found


def _height(x: float, y: float) -> float:
    """That of the hill or hollow that is nearest, of slope ½."""
    height = 0.0
    for cx, cy, sign in HILLS:
        away = math.sqrt((x - cx) * (x - cx) + (y - cy) * (y - cy)) / 2
        own = sign * (1 - min(max(away, 0.0), 1.0))
        if abs(own) > abs(height):
            height = own
    return height
