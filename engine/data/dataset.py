"""Data to learn from: what every kind of data is, and what it gives.

The same kind, settings and seed give the same bytes. Drawn numbers have four decimals, as a
measurement would: they are short to read and to send, and the last bits of a machine's
sine do not show in them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar

import numpy as np

from engine.data.scaling import Scaling
from engine.data.split import held_out
from engine.op import Array
from engine.random.seed import Seed, entropy
from engine.settings import InvalidSetting, Settings, bounded, choice

DECIMALS = 4
EXAMPLES = 2_000
"""Most examples that are drawn: as many as an experiment takes."""


@dataclass(frozen=True, eq=False)
class Dataset:
    """Examples with the names of their numbers.

    `inputs` has the shape (examples, …), `targets` (examples, outputs). `labels` holds each
    example's index into `classes`, and is None where targets are quantities. `test` holds the
    ascending indices of the examples that training must not see. `scaling` is what
    standardised the inputs, or None.
    """

    inputs: Array
    targets: Array
    input_names: tuple[str, ...]
    target_names: tuple[str, ...]
    classes: tuple[str, ...]
    labels: Array | None
    test: Array
    scaling: Scaling | None

    @property
    def training(self) -> Array:
        """Ascending indices of the examples to learn from. (number,)."""
        return np.setdiff1d(np.arange(len(self.inputs)), self.test)


@dataclass(frozen=True)
class DataKind(Settings):
    """A kind of data. `test` is the share of examples held out."""

    test: float = bounded(0.0, low=0.0, high=0.9)
    standardise: bool = False
    task: ClassVar[str]
    """classification or regression"""
    inputs_mean: ClassVar[str]
    targets_mean: ClassVar[str]
    input_names: ClassVar[tuple[str, ...]] = ("x1", "x2")
    source: ClassVar[str | None] = None
    licence: ClassVar[str | None] = None

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """JSON schema of its settings, its own before those that every kind has."""
        schema = super().schema()
        properties = schema["properties"]
        for f in fields(DataKind):
            properties[f.name] = properties.pop(f.name)
        return schema

    def make(self, seed: Seed) -> Dataset:
        """The data of a seed."""
        raise NotImplementedError


@dataclass(frozen=True)
class Classification(DataKind):
    """Targets are classes: 0 or 1, −1 or 1, or one output for each class."""

    targets: str = choice("zero_one", "plus_minus", "one_hot")
    task = "classification"

    def __post_init__(self) -> None:
        super().__post_init__()
        check_code(len(self.classes), self.targets)

    @property
    def classes(self) -> tuple[str, ...]:
        """Names of the classes, in the order of their labels; of two, the second is positive."""
        raise NotImplementedError

    def draw(self, rng: np.random.Generator) -> tuple[Array, Array]:
        """Inputs of shape (examples, …) and their labels."""
        raise NotImplementedError

    def make(self, seed: Seed) -> Dataset:
        """The data of a seed."""
        rng = np.random.default_rng(entropy(seed))
        inputs, labels = self.draw(rng)
        return prepared(
            rounded(inputs), code(labels, len(self.classes), self.targets),
            self.input_names, code_names(self.classes, self.targets),
            self.test, self.standardise, rng, self.classes, labels,
        )  # fmt: skip


@dataclass(frozen=True)
class Regression(DataKind):
    """Targets are quantities."""

    task = "regression"
    target_names: ClassVar[tuple[str, ...]] = ("y",)

    def draw(self, rng: np.random.Generator) -> tuple[Array, Array]:
        """Inputs of shape (examples, …) and targets of shape (examples, outputs)."""
        raise NotImplementedError

    def make(self, seed: Seed) -> Dataset:
        """The data of a seed."""
        rng = np.random.default_rng(entropy(seed))
        inputs, targets = map(rounded, self.draw(rng))
        names = self.input_names, self.target_names
        return prepared(inputs, targets, *names, self.test, self.standardise, rng)


def prepared(
    inputs: Array, targets: Array, input_names: Sequence[str], target_names: Sequence[str],
    test: float, standardise: bool, rng: np.random.Generator,
    classes: Sequence[str] = (), labels: Array | None = None,
) -> Dataset:  # fmt: skip
    """Examples split into training and test data, and standardised by the training data.

    Inputs (examples, …), targets (examples, outputs), labels (examples,); `test` is the share kept
    for testing.
    """
    out = held_out(len(inputs), test, rng, labels)
    scaling = Scaling.of(np.delete(inputs, out, axis=0)) if standardise else None
    return Dataset(
        scaling(inputs) if scaling else inputs, targets,
        tuple(input_names), tuple(target_names), tuple(classes), labels, out, scaling,
    )  # fmt: skip


def check_code(classes: int, how: str) -> None:
    """Whether so many classes can be coded like this; raises InvalidSetting (`targets`)."""
    if how != "one_hot" and classes != 2:
        why = "must be one_hot unless there are two classes"
        raise InvalidSetting("targets", why, ["one_hot"], "one_hot")


def code(labels: Array, classes: int, how: str) -> Array:
    """Labels as targets of shape (examples, outputs)."""
    coded: Array = labels.reshape(-1, 1).astype(np.float64)
    if how == "plus_minus":
        coded = 2 * coded - 1
    elif how == "one_hot":
        coded = np.eye(classes)[labels]
    return coded


def code_names(classes: Sequence[str], how: str) -> tuple[str, ...]:
    """Names of the outputs that `code` gives; a single output is named for the second class."""
    return tuple(classes) if how == "one_hot" else (classes[1],)


def rounded(values: Array) -> Array:
    """Values with four decimals, without minus zero. Of any shape, which stays."""
    short: Array = np.round(values, DECIMALS) + 0.0
    return short
