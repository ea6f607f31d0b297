"""Plane: a quantity that grows evenly in one direction."""

from dataclasses import dataclass

import numpy as np

from engine.data.dataset import EXAMPLES, Regression, rounded
from engine.op import Array
from engine.settings import bounded

REACH = 6.0


@dataclass(frozen=True)
class Plane(Regression):
    """y = (x1 + x2) / 10, as in TensorFlow Playground: one linear neuron is enough.

    The target is read at the place to which noise moves the point.
    """

    examples: int = bounded(200, low=4, high=EXAMPLES)
    noise: float = bounded(0.0, low=0.0, high=0.5)
    inputs_mean = "A point of the plane, both coordinates within −6 and 6."
    targets_mean = "The height of a slanted plane over the point."

    def draw(self, rng: np.random.Generator) -> tuple[Array, Array]:
        """Uniform over a square."""
        shape = self.examples, 2
        points = rounded(rng.uniform(-REACH, REACH, shape))
        moved = points + self.noise * rng.uniform(-REACH, REACH, shape)
        return points, moved.sum(axis=1, keepdims=True) / 10
