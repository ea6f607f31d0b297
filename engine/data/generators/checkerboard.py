"""Checkerboard: squares of two classes in turn."""

from dataclasses import dataclass

import numpy as np

from engine.data.dataset import EXAMPLES, Classification, rounded
from engine.op import Array
from engine.settings import bounded

REACH, MARGIN = 6.0, 0.3


@dataclass(frozen=True)
class Checkerboard(Classification):
    """A board of 2 × 2 or more squares; 2 × 2 is what TensorFlow Playground calls exclusive or.

    Points keep 0.3 from the edges of their square. A label is read at the place to which
    noise moves the point, so that noise mixes the labels and leaves the points.
    """

    squares: int = bounded(2, low=2, high=8)
    examples: int = bounded(200, low=4, high=EXAMPLES)
    noise: float = bounded(0.0, low=0.0, high=0.5)
    inputs_mean = "A point of the plane, both coordinates within −6 and 6."
    targets_mean = "The colour of the square that the point lies in; the upper right one is dark."
    classes = ("light", "dark")

    def draw(self, rng: np.random.Generator) -> tuple[Array, Array]:
        """Uniform over the board without the margins."""
        shape = self.examples, 2
        width = 2 * REACH / self.squares
        corner = -REACH + width * rng.integers(self.squares, size=shape)
        points = rounded(corner + rng.uniform(MARGIN, width - MARGIN, shape))
        moved = points + self.noise * rng.uniform(-5, 5, shape)
        away = np.floor((REACH - moved) / width).sum(axis=1)
        return points, (away % 2 == 0).astype(int)
