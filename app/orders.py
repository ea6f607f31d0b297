"""Reads what is posted: a document becomes engine values, or a problem with every fault."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ValidationError

from app.answer_requests import answer_order
from app.experiments import Experiments
from app.faults import Places
from app.limits import Limits
from app.plain_json import check_plain, is_finite, parse
from app.requests import trace_order
from app.run_requests import run_order
from app.surface_requests import surface_order
from engine import Checkpoint, Experiment, InvalidExperiment, registry
from engine.checkpoint import first
from engine.op import Op
from engine.pausing import Pausing


@dataclass(frozen=True)
class Readers:
    """A reader for each kind of order."""

    trace: "Reader"
    run: "Reader"
    surface: "Reader"
    answer: "Reader"

    @classmethod
    def on(cls, limits: Limits, ops: Mapping[str, type[Op]] = registry) -> "Readers":
        """Readers of orders that share experiment and checkpoint, over the ops there are."""
        known = Experiments(limits)
        traces = trace_order(ops, limits, known.check)
        runs, surfaces = run_order(traces, limits), surface_order(traces, limits)
        answers = answer_order(traces, limits)
        return cls(*(Reader(model, limits, known) for model in (traces, runs, surfaces, answers)))

    @property
    def schemas(self) -> dict[str, dict[str, Any]]:
        """JSON schemas for the OpenAPI document, by name."""
        readers = (self.trace, self.run, self.surface, self.answer)
        return {r.model.__name__: r.schema for r in readers}


class Reader:
    """Reads documents of one model. All raise Problem (422)."""

    def __init__(self, model: type[BaseModel], limits: Limits, known: Experiments) -> None:
        self.model, self.limits, self.known = model, limits, known

    @cached_property
    def schema(self) -> dict[str, Any]:
        """Its JSON schema."""
        return self.model.model_json_schema(ref_template="#/components/schemas/{model}")

    @cached_property
    def places(self) -> Places:
        """Writes JSON pointers with the names of its fields."""
        return Places(_names(self.schema))

    def order(self, body: bytes) -> Pausing[dict[str, Any]]:
        """The fields of a body, with what it leaves out; also raises the problems of `parse`.

        Pauses between parsing and validating.
        """
        document = parse(body, self.limits, self.places.pointer)
        yield
        return self.read(document, finite=is_finite(body))

    def read(self, document: Any, *, finite: bool = False) -> dict[str, Any]:
        """The fields of a parsed body, with what it leaves out; `experiment` gives one of them.

        `finite`: every number is known to fit float64.
        """
        try:
            found = self.model.model_validate(document)
        except ValidationError as error:
            if not finite:
                check_plain(document, self.places.pointer)
            raise self.places.problem(error, document) from None
        posted = found.experiment  # type: ignore[attr-defined]
        return {**found.model_dump(exclude={"experiment"}), "experiment": posted}

    def experiment(self, order: Mapping[str, Any]) -> Experiment:
        """The experiment of an order, its data drawn."""
        try:
            return self.known.make(order["experiment"])
        except InvalidExperiment as error:
            raise self.places.misfit(error, "experiment") from None

    def start(self, order: Mapping[str, Any], experiment: Experiment) -> Checkpoint:
        """The checkpoint of an order, or where its experiment begins."""
        return self.checkpoint(order, experiment) or first(experiment)

    def checkpoint(
        self, order: Mapping[str, Any], experiment: Experiment, until: int | None = None
    ) -> Checkpoint | None:
        """The checkpoint of an order, from which the experiment can go on to an iteration."""
        if order["checkpoint"] is None:
            return None
        try:
            start = Checkpoint.from_json(order["checkpoint"])
            start.check(experiment, start.iteration if until is None else until)
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
