"""Digits: handwritten ones, as images of 8 × 8 pixels."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from engine.data.dataset import Classification
from engine.data.split import stratified
from engine.op import Array
from engine.settings import bounded, choice

COUNT, SIDE, INK = 1797, 8, 16


@dataclass(frozen=True)
class Digits(Classification):
    """1,797 digits written by 13 people (Alpaydin and Kaynak 1998), as scikit-learn has them.

    Fewer examples are drawn at random, each digit in proportion. An example is a list of 64
    pixels row by row, or an image of shape (1, 8, 8).
    """

    targets: str = choice("one_hot")
    examples: int = bounded(500, low=10, high=COUNT)
    form: str = choice("list", "image")
    input_names = tuple(f"row {i + 1}, column {j + 1}" for i in range(SIDE) for j in range(SIDE))
    inputs_mean = "Ink of each pixel, from 0 (paper) to 1 (black)."
    targets_mean = "The digit that was written."
    classes = tuple("0123456789")
    source = (
        "E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits (1998); "
        "UCI Machine Learning Repository, https://doi.org/10.24432/C50P49"
    )
    licence = "CC BY 4.0"

    def draw(self, rng: np.random.Generator) -> tuple[Array, Array]:
        """In the order of the source."""
        images, digits = _table()
        rows = stratified(digits, self.examples, rng)
        shape = (SIDE * SIDE,) if self.form == "list" else (1, SIDE, SIDE)
        return images[rows].reshape(-1, *shape) / INK, digits[rows]


@cache
def _table() -> tuple[Array, Array]:
    with (files("engine.data") / "tables" / "digits.npz").open("rb") as file:
        table = np.load(file, allow_pickle=False)
        return table["images"], table["digits"].astype(np.int64)
