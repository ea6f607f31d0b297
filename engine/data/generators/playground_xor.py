"""TensorFlow Playground's exclusive or: four squares of two classes."""

from dataclasses import dataclass

from engine.data.playground_points import PlaygroundClasses, Point
from engine.random.seedrandom import SeedRandom

REACH, PADDING = 5.0, 0.3


@dataclass(frozen=True)
class PlaygroundXor(PlaygroundClasses):
    """Four squares, opposite ones alike, point for point as in TensorFlow Playground.

    Noise, in percent, moves the point that is labelled and not the one that is shown.
    """

    targets_mean = "Whether both coordinates have the same sign."
    classes = ("different signs", "same sign")

    def points(self, random: SeedRandom) -> list[Point]:
        """Uniform over the plane but for a cross without points."""
        noise = self.noise / 100

        def coordinate() -> float:
            at = random.between(-REACH, REACH)
            return at + (PADDING if at > 0 else -PADDING)

        found = []
        for _ in range(self.examples):
            x, y = coordinate(), coordinate()
            dx = x + random.between(-REACH, REACH) * noise
            dy = y + random.between(-REACH, REACH) * noise
            found.append(Point(x, y, 1.0 if dx * dy >= 0 else -1.0))
        return found
