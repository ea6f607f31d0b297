"""Reads what is posted: a document becomes engine values, or a problem with every fault."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ValidationError

from app.faults import Places
from app.limits import Limits
from app.run_requests import run_order
from app.surface_requests import surface_order
from engine import Checkpoint, Experiment, InvalidExperiment
from engine.checkpoint import first


@dataclass(frozen=True)
class Readers:
    """A reader for each kind of order."""

    run: "Reader"
    surface: "Reader"

    @classmethod
    def on(cls, traces: type[BaseModel], limits: Limits) -> "Readers":
        """Readers of orders that share experiment and checkpoint with those for traces."""
        return cls(Reader(run_order(traces, limits)), Reader(surface_order(traces, limits)))

    @property
    def schemas(self) -> dict[str, dict[str, Any]]:
        """JSON schemas for the OpenAPI document, by name."""
        return {r.model.__name__: r.schema for r in (self.run, self.surface)}


class Reader:
    """Reads documents of one model. All raise Problem (422)."""

    def __init__(self, model: type[BaseModel]) -> None:
        self.model = model

    @cached_property
    def schema(self) -> dict[str, Any]:
        """Its JSON schema."""
        return self.model.model_json_schema(ref_template="#/components/schemas/{model}")

    @cached_property
    def places(self) -> Places:
        """Writes JSON pointers with the names of its fields."""
        return Places(_names(self.schema))

    def read(self, document: Any) -> dict[str, Any]:
        """The fields of a parsed body, with what it leaves out."""
        try:
            return self.model.model_validate(document).model_dump()
        except ValidationError as error:
            raise self.places.problem(error, document) from None

    def experiment(self, order: Mapping[str, Any]) -> Experiment:
        """The experiment of an order."""
        try:
            return Experiment.from_json(order["experiment"])
        except InvalidExperiment as error:
            raise self.places.misfit(error, "experiment") from None

    def start(self, order: Mapping[str, Any], experiment: Experiment) -> Checkpoint:
        """The checkpoint of an order, or where its experiment begins."""
        if order["checkpoint"] is None:
            return first(experiment)
        try:
            start = Checkpoint.from_json(order["checkpoint"])
            start.check(experiment, start.iteration)
        except InvalidExperiment as error:
            raise self.places.misfit(error) from None
        return start


def _names(schema: Any) -> set[str]:
    """Every field name in a JSON schema."""
    if isinstance(schema, list):
        return set().union(*map(_names, schema))
    if not isinstance(schema, dict):
        return set()
    return set(schema.get("properties", {})).union(*map(_names, schema.values()))
