"""Datasets over the wire: their documents, and how the engine's values fill them."""

from typing import Any

import numpy as np
from pydantic import ConfigDict, Field

from app.schemas.responses import Document
from app.schemas.serialize import AT_ONCE, listed
from engine.data.dataset import DataKind, Dataset
from engine.pausing import Pausing
from engine.random.seed import Seed
from engine.settings import Settings

Rows = list[list[float]]
Images = list[list[list[list[float]]]]


class Meaning(Document):
    """What the numbers are, in words."""

    inputs: str
    targets: str


class DatasetKind(Document):
    """A kind of data."""

    model_config = ConfigDict(serialize_by_alias=True)

    kind: str
    task: str = Field(description="classification or regression")
    description: str
    meaning: Meaning
    settings: dict[str, Any] = Field(alias="schema", description="JSON Schema of its settings.")
    source: str | None
    licence: str | None


class Datasets(Document):
    """Every kind of data."""

    datasets: list[DatasetKind]


class Scaling(Document):
    """Inputs are (x − mean) / sd, with mean and standard deviation of the training data."""

    mean: list[Any]
    sd: list[Any]


class Data(Document):
    """Examples, with names for their numbers."""

    kind: str
    settings: dict[str, Any]
    seed: int | str
    inputs: Rows | Images
    targets: Rows
    input_names: tuple[str, ...]
    target_names: tuple[str, ...]
    classes: tuple[str, ...] = Field(description="In the order of their labels; none: quantities.")
    labels: list[int] | None = Field(description="For each example its place in classes.")
    training: list[int] = Field(description="Examples to learn from, counted from 0.")
    test: list[int] = Field(description="Examples held out, counted from 0.")
    scaling: Scaling | None = Field(description="What standardised the inputs.")


class DrawnData(Data):
    """Data of a kind, its settings and its seed: the same order gives the same data."""

    task: str
    description: str
    meaning: Meaning
    source: str | None
    licence: str | None


def kind(of: type[DataKind]) -> DatasetKind:
    """What a kind of data is."""
    return DatasetKind(kind=of.kind, schema=of.schema(), **_described(of))


def drawn(settings: DataKind, seed: Seed) -> Pausing[bytes]:
    """The data of settings and seed as a DrawnData in JSON, made with pauses."""
    data = settings.make(seed)
    yield
    fields = data_fields(data, settings, seed) | {"inputs": [], "targets": []}
    rest = DrawnData(**fields, **_described(type(settings)))
    text = rest.model_dump_json(exclude={"inputs", "targets"}).encode()
    yield
    inputs, targets = (yield from _written(data.inputs)), (yield from _written(data.targets))
    return b'%b,"inputs":%b,"targets":%b}' % (text[:-1], inputs, targets)


def _written(values: np.ndarray) -> Pausing[bytes]:
    """An array as lists in lists."""
    step, parts = max(1, AT_ONCE // values[0].size), []
    for begin in range(0, len(values), step):
        parts.append(listed(values[begin : begin + step])[1:-1])
        yield
    return b"[%b]" % b",".join(parts)


def _described(of: type[DataKind]) -> dict[str, Any]:
    return {
        "task": of.task,
        "description": " ".join((of.__doc__ or "").split()),
        "meaning": Meaning(inputs=of.inputs_mean, targets=of.targets_mean),
        "source": of.source,
        "licence": of.licence,
    }


def data_fields(data: Dataset, settings: Settings, seed: Seed) -> dict[str, Any]:
    """The fields of a `Data`."""
    chosen = settings.to_json()
    scaling = data.scaling
    return {
        "kind": chosen.pop("kind"),
        "settings": chosen,
        "seed": seed,
        "inputs": data.inputs.tolist(),
        "targets": data.targets.tolist(),
        "input_names": data.input_names,
        "target_names": data.target_names,
        "classes": data.classes,
        "labels": None if data.labels is None else data.labels.tolist(),
        "training": data.training.tolist(),
        "test": data.test.tolist(),
        "scaling": scaling and Scaling(mean=scaling.mean.tolist(), sd=scaling.sd.tolist()),
    }
