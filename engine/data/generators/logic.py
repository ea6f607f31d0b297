"""Logic gates: two bits in, one bit out."""

from dataclasses import dataclass

import numpy as np

from engine.data.dataset import EXAMPLES, Classification
from engine.op import Array
from engine.settings import bounded, choice

_GATES = {"and": np.logical_and, "or": np.logical_or, "xor": np.logical_xor}


@dataclass(frozen=True)
class Logic(Classification):
    """The truth table of a gate; a single neuron can learn and and or, but not xor.

    More than four examples repeat the table. Noise moves each input by at most so much.
    """

    gate: str = choice("xor", "and", "or")
    examples: int = bounded(4, low=4, high=EXAMPLES)
    noise: float = bounded(0.0, low=0.0, high=0.5)
    inputs_mean = "Two bits, 0 or 1."
    targets_mean = "What the gate makes of them."
    classes = ("false", "true")

    def draw(self, rng: np.random.Generator) -> tuple[Array, Array]:
        """Rows 00, 01, 10, 11 in turn."""
        row = np.arange(self.examples) % 4
        bits = np.stack([row // 2, row % 2], axis=1)
        moved = bits + rng.uniform(-self.noise, self.noise, bits.shape)
        return moved, _GATES[self.gate](*bits.T).astype(int)
