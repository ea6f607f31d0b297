"""Iris: three species of flowers by the measures of their leaves."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from engine.data.dataset import Classification
from engine.op import Array
from engine.settings import choice

SPECIES = "setosa", "versicolor", "virginica"


@dataclass(frozen=True)
class Iris(Classification):
    """150 flowers of three species, measured by Anderson and published by Fisher in 1936.

    The values are Fisher's; UCI's copy differs in two flowers (engine/data/tables/README.md).
    """

    targets: str = choice("one_hot")
    input_names = ("sepal length", "sepal width", "petal length", "petal width")
    inputs_mean = "Lengths and widths in centimetres."
    targets_mean = "The species of the flower."
    classes = SPECIES
    source = (
        "R. A. Fisher, The use of multiple measurements in taxonomic problems (1936); "
        "UCI Machine Learning Repository, https://doi.org/10.24432/C56C76"
    )
    licence = "CC BY 4.0"

    def draw(self, rng: np.random.Generator) -> tuple[Array, Array]:
        """All flowers, in the order of the paper."""
        return _table()


@cache
def _table() -> tuple[Array, Array]:
    text = (files("engine.data") / "tables" / "iris.csv").read_text("utf-8")
    _, *rows = csv.reader(text.splitlines())
    measures = np.array([row[:-1] for row in rows], dtype=np.float64)
    return measures, np.array([SPECIES.index(row[-1]) for row in rows])
