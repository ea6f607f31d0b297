"""Gaussians: one cloud of points for each class."""

from dataclasses import dataclass

import numpy as np

from engine.data.dataset import EXAMPLES, Classification
from engine.op import Array
from engine.settings import bounded


@dataclass(frozen=True)
class Gaussians(Classification):
    """Round clouds on a circle; two of them as in TensorFlow Playground, at ±(2, 2).

    The variance of each coordinate grows with the noise from 0.5 to 4.
    """

    groups: int = bounded(2, low=2, high=8)
    examples: int = bounded(200, low=8, high=EXAMPLES)
    noise: float = bounded(0.0, low=0.0, high=0.5)
    inputs_mean = "A point of the plane."
    targets_mean = "Which cloud the point belongs to."

    @property
    def classes(self) -> tuple[str, ...]:
        """One for each cloud; the last lies at (2, 2), the others follow it round."""
        return tuple(f"cloud {k + 1}" for k in range(self.groups))

    def draw(self, rng: np.random.Generator) -> tuple[Array, Array]:
        """The clouds in turn."""
        labels = np.arange(self.examples) % self.groups
        angle = np.pi / 4 + 2 * np.pi * ((labels + 1) % self.groups) / self.groups
        centres = np.sqrt(8) * np.stack([np.cos(angle), np.sin(angle)], axis=1)
        return centres + np.sqrt(0.5 + 7 * self.noise) * rng.standard_normal(centres.shape), labels
