"""Function: a function of one variable, chosen by its name."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.data.dataset import EXAMPLES, Regression, rounded
from engine.op import Array
from engine.settings import bounded, choice

FUNCTIONS: dict[str, Callable[[Array], Array]] = {
    "square": lambda x: x**2,
    "cube": lambda x: x**3,
    "absolute": np.abs,
    "root": lambda x: np.sqrt(np.abs(x)),
    "step": lambda x: np.heaviside(x, 1.0),
    "sawtooth": lambda x: x - np.floor(x),
    "sine": np.sin,
    "cosine": np.cos,
    "tanh": np.tanh,
    "exponential": np.exp,
    "bell": lambda x: np.exp(-(x**2)),
}
"""Name → y = f(x). `root` is √|x|, `step` is 0 below 0 and 1 from there, `bell` is e^−x²."""


@dataclass(frozen=True)
class Function(Regression):
    """y = f(x) for evenly spaced x from −reach to reach.

    Noise is the standard deviation of what is added to y.
    """

    function: str = choice(*FUNCTIONS)
    reach: float = bounded(2.0, low=0.5, high=6.0)
    examples: int = bounded(50, low=4, high=EXAMPLES)
    noise: float = bounded(0.0, low=0.0, high=0.5)
    input_names = ("x",)
    inputs_mean = "A number within −reach and reach."
    targets_mean = "The value of the function there."

    def draw(self, rng: np.random.Generator) -> tuple[Array, Array]:
        """From left to right."""
        x = rounded(np.linspace(-self.reach, self.reach, self.examples))[:, np.newaxis]
        return x, FUNCTIONS[self.function](x) + self.noise * rng.standard_normal(x.shape)
