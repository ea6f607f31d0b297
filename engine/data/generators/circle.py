"""Circle: one class inside, the other around it."""

from dataclasses import dataclass

import numpy as np

from engine.data.dataset import EXAMPLES, Classification
from engine.op import Array
from engine.settings import bounded

RADIUS = 5.0


@dataclass(frozen=True)
class Circle(Classification):
    """A disc inside a ring, as in TensorFlow Playground: no straight line parts them.

    The disc has the radius 2.5, the ring reaches from 3.5 to 5. A label is read at the place
    to which noise moves the point, so that noise mixes the labels and leaves the points.
    """

    examples: int = bounded(200, low=4, high=EXAMPLES)
    noise: float = bounded(0.0, low=0.0, high=0.5)
    inputs_mean = "A point of the plane, both coordinates within −5 and 5."
    targets_mean = "Whether the point lies inside the circle."
    classes = ("outside", "inside")

    def draw(self, rng: np.random.Generator) -> tuple[Array, Array]:
        """Inside and outside in turn; radius and angle are uniform."""
        inside = np.arange(self.examples) % 2 == 0
        low, high = np.where(inside, 0.0, 0.7 * RADIUS), np.where(inside, 0.5 * RADIUS, RADIUS)
        r, angle = rng.uniform(low, high), rng.uniform(0, 2 * np.pi, self.examples)
        points = np.stack([r * np.sin(angle), r * np.cos(angle)], axis=1)
        moved = points + self.noise * rng.uniform(-RADIUS, RADIUS, points.shape)
        return points, (np.hypot(*moved.T) < 0.5 * RADIUS).astype(int)
