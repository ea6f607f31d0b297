"""TensorFlow Playground: a link becomes an experiment, and an experiment its link."""

from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import Field

from app.api.openapi import errors
from app.compute.client import client_of
from app.compute.scheduler import Scheduler
from app.limits import Limits
from app.parsing.body import read
from app.parsing.request_reader import RequestReader
from app.parsing.strict_json import parse
from app.problems import Fault, Problem
from app.schemas.compute_request import TraceRequest
from app.schemas.dataset_limits import check
from app.schemas.responses import Document
from engine.pausing import Pausing
from engine.playground import BadLink, open_link
from engine.playground.back import NoLink, to_playground

LINK = (
    "https://playground.tensorflow.org/#activation=tanh&batchSize=10&dataset=circle"
    "&learningRate=0.03&networkShape=4,2&seed=0.35061"
)
WHY = {
    "display": "It is about what its page shows.",
    "no_feature": "The original has no such feature.",
    "other_problem": "It belongs to the other kind of problem.",
    "unknown_name": "The original has no such setting.",
    "unknown_value": "The original does not know this word and takes its default.",
    "no_regularization": "Without regularization its rate has no effect.",
    "no_rate": "With a rate of 0 it has no effect.",
    "repeated": "It is there more than once; the last one counts.",
}
LOST = {
    "order": "There, every epoch goes through the points in the same order.",
    "remainder": "There, what is left of an epoch is carried over into the next one.",
    "weights": "There, weights begin with the numbers that its stream gives behind the data.",
    "frozen": "There, all weights are trained.",
    "schedule": "There, the learning rate stays.",
    "clip": "There, gradients have no limit.",
    "penalty": "There, a penalty is L1 that stops at zero, or L2, on weights alone.",
}
"""By codes that the page has words for, in every language."""


class PlaygroundNote(Document):
    """A setting of a link that makes no difference for the network."""

    field: str = Field(description="Its name; empty where it is not to be repeated.")
    code: str
    detail: str


class PlaygroundExperiment(Document):
    """The experiment of a link."""

    experiment: dict[str, Any]
    seed: str
    drawn: bool = Field(description="Whether the link named no seed, so that this one was drawn.")
    notes: list[PlaygroundNote]


class Lost(Document):
    """Something of an experiment that its link does not hold."""

    code: str
    detail: str


class PlaygroundLink(Document):
    """The link of an experiment."""

    link: str
    lost: list[Lost]


def router(limits: Limits, reader: RequestReader[TraceRequest], scheduler: Scheduler) -> APIRouter:
    """`POST playground` and `POST playground/links`."""
    nouns = APIRouter(prefix="/playground", tags=["playground"])

    @nouns.post(
        "",
        response_model=PlaygroundExperiment,
        responses=errors(400, 413, 415, 422, 500),
        openapi_extra={"requestBody": _body({"link": LINK}, _LINK)},
        summary="Open a TensorFlow Playground link",
    )
    async def create_experiment(request: Request) -> Response:
        """The same data, starting weights and training; the experiment can be posted to traces."""
        body = await read(request, limits)
        work = _opened(body, limits)
        content = await scheduler.result(client_of(request.scope), work, request.receive)
        return Response(content, media_type="application/json")

    @nouns.post(
        "/links",
        response_model=PlaygroundLink,
        responses=errors(400, 413, 415, 422, 500),
        openapi_extra={"requestBody": _body(*_experiment())},
        summary="Make the TensorFlow Playground link of an experiment",
    )
    async def create_link(request: Request) -> Response:
        """Its settings alone: what was trained, or changed by hand, is in no such link."""
        body = await read(request, limits)
        work = _link(body, reader)
        content = await scheduler.result(client_of(request.scope), work, request.receive)
        return Response(content, media_type="application/json")

    return nouns


def _opened(body: bytes, limits: Limits) -> Pausing[str]:
    document = parse(body, limits, lambda path: "/link" if list(path) == ["link"] else "")
    yield
    if not isinstance(document, dict) or set(document) != {"link"}:
        raise _fault("", "An object with the field link, and no other, is needed.")
    if not isinstance(document["link"], str):
        raise _fault("/link", "This must be text.")
    try:
        opened = open_link(document["link"])
    except BadLink as error:
        told = f"{error.field}: {error.why}" if error.field else error.why
        detail = told[:1].upper() + told[1:] + "." if not error.field else told + "."
        raise _fault("/link", detail, error.limit, error.nearest) from None
    yield
    assert opened.experiment.data is not None
    check(opened.experiment.data, limits)
    return PlaygroundExperiment(
        experiment=opened.experiment.to_json(),
        seed=opened.seed,
        drawn=opened.drawn,
        notes=[PlaygroundNote(field=f, code=code, detail=WHY[code]) for f, code in opened.notes],
    ).model_dump_json()


def _link(body: bytes, reader: RequestReader[TraceRequest]) -> Pausing[str]:
    request = yield from reader.parse(body)
    yield
    try:
        found = to_playground(reader.experiment(request))
    except NoLink as error:
        faults = [
            Fault(pointer=f"/experiment/{'layers' if c == 'features' else c}", detail=_NONE[c])
            for c in error.codes
        ]
        raise Problem("invalid", f"At {faults[0].pointer}: {faults[0].detail}", faults) from None
    yield
    lost = [Lost(code=code, detail=LOST[code]) for code in found.lost]
    return PlaygroundLink(link=found.link, lost=lost).model_dump_json()


_NONE = {
    "data": "TensorFlow Playground has its own data alone, of the kinds playground_….",
    "features": "TensorFlow Playground has seven features, in their order.",
    "layers": "TensorFlow Playground has dense layers of one activation, and one output.",
    "loss": "TensorFlow Playground has half the squared error, its mean over a batch.",
    "optimizer": "TensorFlow Playground has plain gradient descent.",
}


def _fault(pointer: str, detail: str, limit: Any = None, nearest: Any = None) -> Problem:
    fault = Fault(pointer=pointer, detail=detail, limit=limit, nearest=nearest)
    told = f"At {pointer}: {detail}" if pointer else detail
    return Problem("invalid", told, [fault])


_LINK = {
    "type": "object",
    "required": ["link"],
    "additionalProperties": False,
    "properties": {
        "link": {"type": "string", "description": "A link, or what stands behind its #."}
    },
}


def _experiment() -> tuple[dict[str, Any], dict[str, Any]]:
    return (
        {"experiment": open_link(LINK).experiment.to_json()},
        {"$ref": "#/components/schemas/TraceRequest"},
    )


def _body(example: Any, schema: dict[str, Any]) -> dict[str, Any]:
    posted = {"default": {"summary": "The link of the page as it opens", "value": example}}
    return {
        "required": True,
        "content": {"application/json": {"schema": schema, "examples": posted}},
    }
