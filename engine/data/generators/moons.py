"""Moons: two half circles that reach into each other."""

from dataclasses import dataclass

import numpy as np

from engine.data.dataset import EXAMPLES, Classification
from engine.op import Array
from engine.settings import bounded


@dataclass(frozen=True)
class Moons(Classification):
    """Two interleaved half circles of radius 1, as scikit-learn's make_moons lays them.

    The upper one is centred at (0, 0), the lower one at (1, 0.5). Noise is the standard
    deviation of what is added to each coordinate.
    """

    examples: int = bounded(200, low=4, high=EXAMPLES)
    noise: float = bounded(0.1, low=0.0, high=0.5)
    inputs_mean = (
        "A point of the plane; without noise x1 lies within −1 and 2, x2 within −0.5 and 1."
    )
    targets_mean = "Which moon the point lies on."
    classes = ("upper moon", "lower moon")

    def draw(self, rng: np.random.Generator) -> tuple[Array, Array]:
        """Upper and lower in turn, evenly spaced from end to end."""
        labels = np.arange(self.examples) % 2
        upper = labels == 0
        angle = np.empty(self.examples)
        for moon in (upper, ~upper):
            angle[moon] = np.linspace(0, np.pi, np.count_nonzero(moon))
        x = np.where(upper, np.cos(angle), 1 - np.cos(angle))
        y = np.where(upper, np.sin(angle), 0.5 - np.sin(angle))
        points = np.stack([x, y], axis=1)
        return points + self.noise * rng.standard_normal(points.shape), labels
