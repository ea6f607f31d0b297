"""Sine: a wave over one input."""

from dataclasses import dataclass

import numpy as np

from engine.data.dataset import EXAMPLES, Regression, rounded
from engine.op import Array
from engine.settings import bounded


@dataclass(frozen=True)
class Sine(Regression):
    """y = sin(π · periods · x) for evenly spaced x from −1 to 1.

    Noise is the standard deviation of what is added to y.
    """

    periods: float = bounded(1.0, low=0.25, high=8.0)
    examples: int = bounded(50, low=4, high=EXAMPLES)
    noise: float = bounded(0.0, low=0.0, high=0.5)
    input_names = ("x",)
    inputs_mean = "A number within −1 and 1."
    targets_mean = "The height of the wave there."

    def draw(self, rng: np.random.Generator) -> tuple[Array, Array]:
        """From left to right."""
        x = rounded(np.linspace(-1, 1, self.examples))[:, np.newaxis]
        return x, np.sin(np.pi * self.periods * x) + self.noise * rng.standard_normal(x.shape)
