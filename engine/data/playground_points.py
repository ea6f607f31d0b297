"""What the six data sets of TensorFlow Playground have in common: one stream of numbers, the noise
in percent, points that are not rounded, and a shuffle before the split."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from engine.data.dataset import Classification, DataKind, Dataset, Regression, code, code_names
from engine.data.scaling import Scaling
from engine.op import Array
from engine.random.seed import Seed
from engine.random.seedrandom import SeedRandom
from engine.settings import bounded, choice

LIMIT = 2_000
"""Most points."""


class Point(NamedTuple):
    """A place and what is to be learned there: 1 or −1 for a class, or a height."""

    x: float
    y: float
    label: float


@dataclass(frozen=True)
class PlaygroundData(DataKind):
    """Points of the plane in a random order, of which the last are held out."""

    noise: float = bounded(0.0, low=0.0, high=80.0)
    test: float = bounded(0.5, low=0.0, high=0.999)
    source = (
        "D. Smilkov, S. Carter, D. Sculley, F. B. Viégas and M. Wattenberg, Direct-Manipulation "
        "Visualization of Deep Networks (2017), https://playground.tensorflow.org"
    )

    @property
    def count(self) -> int:
        """How many points there are."""
        return int(self.examples)  # type: ignore[attr-defined]

    def points(self, random: SeedRandom) -> list[Point]:
        """The points in the order in which they are drawn."""
        raise NotImplementedError

    def drawn(self, seed: Seed) -> tuple[list[Point], int]:
        """The points in their final order, and how many numbers of the stream they took."""
        random = SeedRandom(str(seed))
        found = self.points(random)
        for left in range(len(found), 0, -1):  # Fisher and Yates
            k = int(random() * left)
            found[left - 1], found[k] = found[k], found[left - 1]
        return found, random.count

    def split(self, count: int) -> Array:
        """Indices of the points held out: the last ones. (held out,) of `count`."""
        number = round(count * self.test)
        if self.test > 0:
            number = min(max(number, 1), count - 1)
        return np.arange(count - number, count)

    def make(self, seed: Seed) -> Dataset:
        """The data of a seed, a text or a number."""
        table = np.array(self.drawn(seed)[0])
        inputs, heights = table[:, :2].copy(), table[:, 2]
        out = self.split(len(inputs))
        scaling = Scaling.of(np.delete(inputs, out, axis=0)) if self.standardise else None
        return Dataset(
            scaling(inputs) if scaling else inputs, *self.targets_of(heights), out, scaling
        )

    def targets_of(
        self, heights: Array
    ) -> tuple[Array, tuple[str, ...], tuple[str, ...], tuple[str, ...], Array | None]:
        """Targets, names of inputs and targets, classes, labels.

        Of heights (points,), targets are (points, outputs) and labels (points,).
        """
        raise NotImplementedError


@dataclass(frozen=True)
class PlaygroundClasses(PlaygroundData, Classification):
    """Two classes, 1 and −1."""

    examples: int = bounded(500, low=10, high=LIMIT)
    targets: str = choice("plus_minus", "zero_one", "one_hot")
    inputs_mean = "A point of the plane."

    def targets_of(
        self, heights: Array
    ) -> tuple[Array, tuple[str, ...], tuple[str, ...], tuple[str, ...], Array | None]:
        """Class 1 is the one with the label 1."""
        labels = (heights > 0).astype(int)
        coded = code(labels, 2, self.targets)
        return (
            coded, self.input_names, code_names(self.classes, self.targets), self.classes, labels,
        )  # fmt: skip


@dataclass(frozen=True)
class PlaygroundHeights(PlaygroundData, Regression):
    """Heights from −1 to 1, a little more with noise."""

    examples: int = bounded(1200, low=10, high=LIMIT)
    inputs_mean = "A point of the plane, both coordinates within −6 and 6."

    def targets_of(
        self, heights: Array
    ) -> tuple[Array, tuple[str, ...], tuple[str, ...], tuple[str, ...], Array | None]:
        """One height for each point."""
        return heights.reshape(-1, 1), self.input_names, self.target_names, (), None
