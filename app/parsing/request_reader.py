"""Reads what is posted: a body becomes a typed request, or a problem with every fault."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

from pydantic import ValidationError, WrapValidator
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from app.limits import Limits
from app.parsing.experiment_span import experiment_span
from app.parsing.known_fields import KnownFields
from app.parsing.strict_json import (
    NOTHING,
    Load,
    check_plain,
    has_braces_in_texts,
    is_finite,
    load_of,
    parse,
    parse_modest,
)
from app.parsing.template import Split, split
from app.parsing.validation_errors import Fields, Places
from app.problems import Problem
from app.schemas.answer_request import AnswerRequest, answer_request
from app.schemas.check_request import CheckRequest, check_request
from app.schemas.compute_request import Request, TraceRequest, posted
from app.schemas.experiment import experiment_model
from app.schemas.experiment_cache import Experiments, Posted
from app.schemas.export_request import (
    ExportRequest,
    WeightsRequest,
    export_request,
    weights_request,
)
from app.schemas.grading_request import GradingRequest, grading_request
from app.schemas.own_lesson_request import (
    MistakeRequest,
    OwnLessonRequest,
    mistake_request,
    own_lesson_request,
)
from app.schemas.path_request import PathRequest, PullRequest, path_request, pull_request
from app.schemas.run_request import RunRequest, run_request
from app.schemas.spread_request import SpreadRequest, spread_request
from app.schemas.surface_request import SurfaceRequest, surface_request
from app.words import languages
from engine import Checkpoint, Experiment, InvalidExperiment, registry
from engine.op import Op
from engine.pausing import Pausing
from engine.run.checkpoint import first

R = TypeVar("R", bound=Request)
OTHER = 1024
"""Bytes behind an experiment that are hardly ever the same twice: an experiment that is like a
known one is then looked for alone."""


@dataclass(frozen=True)
class RequestReaders:
    """A reader for each kind of request."""

    trace: "RequestReader[TraceRequest]"
    run: "RequestReader[RunRequest]"
    spread: "RequestReader[SpreadRequest]"
    surface: "RequestReader[SurfaceRequest]"
    answer: "RequestReader[AnswerRequest]"
    check: "RequestReader[CheckRequest]"
    path: "RequestReader[PathRequest]"
    pull: "RequestReader[PullRequest]"
    grading: "RequestReader[GradingRequest]"
    export: "RequestReader[ExportRequest]"
    weights: "RequestReader[WeightsRequest]"
    lesson: "RequestReader[OwnLessonRequest]"
    mistake: "RequestReader[MistakeRequest]"
    schemas: dict[str, dict[str, Any]]
    """JSON schemas of the requests and of all that is in them, for the OpenAPI document."""

    @classmethod
    def on(cls, limits: Limits, ops: Mapping[str, type[Op]] = registry) -> "RequestReaders":
        """Readers of requests that share what they know of experiments, over the ops there are."""
        known = Experiments(limits)
        experiment: Any = Annotated[experiment_model(ops, limits), WrapValidator(known.check)]
        models: dict[str, type[Any]] = {
            "trace": posted(TraceRequest, experiment),
            "run": run_request(experiment, limits),
            "spread": spread_request(experiment, limits),
            "surface": surface_request(experiment, limits),
            "answer": answer_request(experiment, limits),
            "check": check_request(experiment, limits),
            "path": path_request(experiment, limits),
            "pull": pull_request(experiment, limits),
            "grading": grading_request(experiment, limits),
            "export": export_request(experiment, limits),
            "weights": weights_request(experiment, limits),
            "lesson": own_lesson_request(experiment, limits, languages()),
            "mistake": mistake_request(experiment, limits),
        }
        schemas = _schemas(models.values())
        places = Places(_names(schemas))
        readers: dict[str, Any] = {
            name: RequestReader(
                model, limits, known, places, KnownFields(schemas[model.__name__], schemas).at
            )
            for name, model in models.items()
        }
        return cls(schemas=schemas, **readers)


class RequestReader(Generic[R]):
    """Reads requests of one model; `places` writes JSON pointers, `fields` are those that may stand
    at a place. All raise Problem (422).
    """

    def __init__(
        self, model: type[R], limits: Limits, known: Experiments, places: Places,
        fields: Fields,
    ) -> None:  # fmt: skip
        self.model, self.limits, self.known, self.places = model, limits, known, places
        self.fields = fields

    def parse(self, body: bytes) -> Pausing[R]:
        """The request in a body; also raises the problems of `app.parsing.strict_json.parse`.

        Pauses between parsing and validating. An experiment that was posted before is known by
        its text and not read again.
        """
        span = experiment_span(body)
        if span and (known := (yield from self._recognise(body, *span))):
            return known
        alone = span is not None and len(body) - span[1] > OTHER
        parts = split(body[slice(*span)] if span and alone else body)
        if parts and (known := (yield from self._vary(body, parts, span, alone=alone))):
            return known
        document = parse(body, self.limits, self.places.pointer)
        yield
        request = self.read(document, body)
        if request.experiment.key and not has_braces_in_texts(body):
            self._learn(body, document, request, span, parts, alone=alone)
        return request

    def _learn(
        self, body: bytes, document: Any, request: R, span: tuple[int, int] | None,
        parts: Split | None, *, alone: bool,
    ) -> None:  # fmt: skip
        """Keep what a body was read as, to know the next that is like it."""
        key, text = request.experiment.key, body[slice(*span)] if span else b""
        if span:
            self.known.learn(text, request.experiment, load_of(text))
        if parts and parts.is_of(document, text if alone else body):
            bare = None if alone else request.model_copy(update={"experiment": None})
            known = bare, key, parts.texts
            size = 2 * len(text if alone else body) + len(parts.template) + len(key)
            self.known.templates.put((None if alone else self.model, parts.template), known, size)

    def _vary(
        self, body: bytes, parts: Split, span: tuple[int, int] | None, *, alone: bool
    ) -> Pausing[R | None]:
        """The request of a body that differs from a known one in numbers of its experiment, or
        whose experiment `alone` differs so from a known one; None if it does not, or they are no
        good. `parts` are of the body, or of its experiment alone.
        """
        known = self.known.templates.get((None if alone else self.model, parts.template))
        if known is None or not NOTHING.is_modest(load_of(body), self.limits):
            return None
        (request, key, texts), text = known, body[slice(*span)] if span else b""
        try:
            posted = self.known.vary(key, parts.others(texts), text)
        except ValidationError:  # read whole, so that it is told of the whole
            return None
        if posted and span and alone:
            rest = body[: span[0]] + b"0" + body[span[1] :]
            return (yield from self._about(posted, rest, load_of(rest)))
        return request.about(posted) if posted else None

    def _recognise(self, body: bytes, begin: int, end: int) -> Pausing[R | None]:
        """The request of a body with a known experiment from `begin` to `end`; None if it is
        unknown, or the request is no good.
        """
        text = body[begin:end]
        found = self.known.recognise(text)
        if found is None:
            return None
        posted, load = found
        rest = body[:begin] + b"0" + body[end:]
        more = load_of(rest)
        if not (load or load_of(text)).is_modest(more, self.limits):
            return None
        return (yield from self._about(posted, rest, more))

    def _about(self, posted: Posted, rest: bytes, load: Load) -> Pausing[R | None]:
        """The request about this experiment that is in a body with 0 in the place of it, whose
        load is this; None if it is no good.
        """
        try:
            document = parse_modest(rest, load, self.limits, self.places.pointer)
            yield
            return self.model.model_validate(document | {"experiment": posted})
        except (Problem, ValidationError):  # read whole, so that it is told of the whole
            return None

    def read(self, document: Any, body: bytes | None = None) -> R:
        """The request of a document, parsed from a body."""
        try:
            return self.model.model_validate(document)
        except ValidationError as error:
            if body is None or not is_finite(body):
                check_plain(document, self.places.pointer)
            raise self.places.problem(error, document, self.fields) from None

    def experiment(self, request: Request) -> Experiment:
        """The experiment of a request, its data drawn."""
        try:
            return self.known.make(request.experiment)
        except InvalidExperiment as error:
            raise self.places.misfit(error, "experiment") from None

    def start(self, request: Request, experiment: Experiment) -> Checkpoint:
        """The checkpoint of a request, or where its experiment begins."""
        return self.checkpoint(request, experiment) or first(experiment)

    def checkpoint(
        self, request: Request, experiment: Experiment, until: int | None = None
    ) -> Checkpoint | None:
        """The checkpoint of a request, from which the experiment can go on to an iteration."""
        if request.checkpoint is None:
            return None
        try:
            start = request.checkpoint.value()
            start.check(experiment, start.iteration if until is None else until)
        except InvalidExperiment as error:
            raise self.places.misfit(error) from None
        return start


def _schemas(models: Iterable[type[Any]]) -> dict[str, dict[str, Any]]:
    """All made together: what they share, an experiment above all, is looked at once."""
    modes: list[tuple[type[Any], JsonSchemaMode]] = [(model, "validation") for model in models]
    _, found = models_json_schema(modes, ref_template="#/components/schemas/{model}")
    schemas: dict[str, dict[str, Any]] = found["$defs"]
    return schemas


def _names(schema: Any) -> set[str]:
    """Every field name in a JSON schema."""
    if isinstance(schema, list):
        return set().union(*map(_names, schema))
    if not isinstance(schema, dict):
        return set()
    return set(schema.get("properties", {})).union(*map(_names, schema.values()))
