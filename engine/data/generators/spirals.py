"""Spirals: arms that wind around each other."""

from dataclasses import dataclass

import numpy as np

from engine.data.dataset import EXAMPLES, Classification
from engine.op import Array
from engine.settings import bounded

RADIUS, TURNS = 5.0, 1.75


@dataclass(frozen=True)
class Spirals(Classification):
    """Arms that wind 1.75 times around the middle; two of them as in TensorFlow Playground.

    Along an arm radius and angle grow evenly, up to radius 5. Noise moves each coordinate by
    at most so much.
    """

    arms: int = bounded(2, low=2, high=5)
    examples: int = bounded(200, low=10, high=EXAMPLES)
    noise: float = bounded(0.0, low=0.0, high=0.5)
    inputs_mean = "A point of the plane, both coordinates within −5.5 and 5.5."
    targets_mean = "Which arm the point lies on."

    @property
    def classes(self) -> tuple[str, ...]:
        """One for each arm; the last starts upwards, the others are turned against it."""
        return tuple(f"arm {k + 1}" for k in range(self.arms))

    def draw(self, rng: np.random.Generator) -> tuple[Array, Array]:
        """The arms in turn, from the middle outwards."""
        place = np.arange(self.examples)
        labels = place % self.arms
        along = place // self.arms * self.arms / self.examples
        angle = 2 * np.pi * (TURNS * along + (labels + 1) % self.arms / self.arms)
        points = RADIUS * along * np.stack([np.sin(angle), np.cos(angle)])
        return points.T + self.noise * rng.uniform(-1, 1, (self.examples, 2)), labels
