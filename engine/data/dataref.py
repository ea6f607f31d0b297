"""Data that are named, not carried: the same kind, settings and seed give the same examples."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from weakref import WeakValueDictionary

import numpy as np

from engine.data.dataset import DataKind, Dataset, check_code, code
from engine.families.loss import LossOp
from engine.kept import kept
from engine.op import Array, Shape
from engine.random.seed import Seed
from engine.settings import InvalidSetting
from engine.validation.validate import (
    InvalidExperiment,
    check_data,
    check_targets,
    numbers,
    seed_of,
)

CHECKED = 256
"""Drawn data and losses of which it is known whether they fit, those asked for last."""

SHARED = 64 * 1024
"""Bytes of given data that are looked for among those that are in use: 2,000 points on a plane."""

TWICE = "the data are named here, but inputs or targets are given too; only one of the two can be"


class Examples(NamedTuple):
    """Inputs of shape (examples, …) and targets of shape (examples, outputs), read-only."""

    inputs: Array
    targets: Array


@dataclass(frozen=True)
class DataRef:
    """Kind, settings and seed of data. They are drawn when they are first looked at."""

    settings: DataKind
    seed: Seed = 0

    def __post_init__(self) -> None:
        if not isinstance(self.settings, DataKind):
            raise InvalidExperiment("/data", "a kind of data with its settings is needed")
        object.__setattr__(self, "seed", seed_of("/data/seed", self.seed))

    @property
    def training(self) -> Examples:
        """The examples to learn from."""
        return _drawn(self).training

    @property
    def held_out(self) -> Examples | None:
        """Those kept for testing, if there are any."""
        return _drawn(self).held_out

    def check(self, loss: LossOp, outputs: Shape) -> None:
        """Whether a loss takes the targets; raises InvalidExperiment with the place to change."""
        _check(self, loss, outputs)

    def to_json(self) -> dict[str, Any]:
        """Its kind, every setting, and the seed."""
        return {**self.settings.to_json(), "seed": self.seed}


def examples(data: DataRef | None, inputs: Any, targets: Any) -> Examples:
    """What an experiment learns from: as it is given, or as its data name it.

    Both (examples, …). Raises InvalidExperiment where they do not fit each other, or are given
    beside data.
    """
    if data is None:
        given = Examples(shared("/inputs", inputs), shared("/targets", targets))
        check_data(*given)
        return given
    if not isinstance(data, DataRef):
        raise InvalidExperiment("/data", "a DataRef is needed")
    for values, drawn in zip((inputs, targets), data.training, strict=True):
        # None were given, or dataclasses.replace passes on those that were drawn before.
        if values is not drawn and np.size(values) and not np.array_equal(values, drawn):
            raise InvalidExperiment("/data", TWICE)
    return data.training


def shared(pointer: str, values: Any) -> Array:
    """Numbers as one read-only array (examples, …), however many experiments are given them.

    Whoever evaluates many networks on them need not put them in place again for each.
    """
    array = numbers(pointer, values)
    if array.nbytes > SHARED:
        return array
    return _arrays.setdefault((array.shape, array.tobytes()), array)


_arrays: WeakValueDictionary[tuple[Shape, bytes], Array] = WeakValueDictionary()


@dataclass(frozen=True, eq=False)
class _Drawn:
    dataset: Dataset
    training: Examples
    held_out: Examples | None

    @property
    def bytes(self) -> int:
        """Bytes of all numbers."""
        arrays = (self.dataset.inputs, self.dataset.targets, *self.training, *(self.held_out or ()))
        return sum(array.nbytes for array in arrays)


@kept(lambda made: made.bytes)
def _drawn(ref: DataRef) -> _Drawn:
    data = ref.settings.make(ref.seed)

    def part(rows: Array) -> Examples:
        found = Examples(numbers("/data", data.inputs[rows]), numbers("/data", data.targets[rows]))
        check_data(*found)
        return found

    return _Drawn(data, part(data.training), part(data.test) if len(data.test) else None)


@lru_cache(maxsize=CHECKED)
def _check(ref: DataRef, loss: LossOp, outputs: Shape) -> None:
    """Once for all: thousands of targets need not be looked at again."""
    for part in (ref.training, ref.held_out):
        try:
            if part:
                check_targets(loss, part.targets, outputs)
        except InvalidExperiment as error:
            fit = _coding(ref, loss, outputs)
            if not fit:
                raise InvalidExperiment("/data", error.message, error.limit) from None
            raise InvalidExperiment("/data/targets", error.message, fit, fit[0]) from None


def _coding(ref: DataRef, loss: LossOp, outputs: Shape) -> list[str]:
    """The ways to write the classes as numbers that a loss takes."""
    data, fit = _drawn(ref).dataset, list[str]()
    if data.labels is None:
        return fit
    for how in ref.settings.schema()["properties"]["targets"]["enum"]:
        try:
            check_code(len(data.classes), how)
            check_targets(loss, code(data.labels, len(data.classes), how), outputs)
        except (InvalidSetting, InvalidExperiment):
            continue
        fit.append(how)
    return fit
