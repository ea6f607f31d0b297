"""Answers: what the network gives for data, and how good that is."""

from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic_core import to_json

from app.api.openapi import errors
from app.compute import answers as work
from app.compute.answers import Answered, Asked
from app.compute.client import client_of
from app.compute.run import told
from app.compute.scheduler import Scheduler
from app.http.negotiation import best
from app.limits import Limits
from app.parsing.body import read
from app.parsing.request_reader import RequestReader
from app.schemas.answer_request import AnswerRequest
from app.schemas.frames import Answers
from app.schemas.serialize import flat, packed
from engine import example
from engine.pausing import Pausing

JSON, BINARY = "application/json", "application/octet-stream"


def router(limits: Limits, reader: RequestReader[AnswerRequest], scheduler: Scheduler) -> APIRouter:
    """`POST answers`."""
    answers = APIRouter(tags=["answers"])

    @answers.post(
        "/answers",
        response_model=Answers,
        responses={**_as_bytes(), **errors(400, 413, 415, 422, 500)},
        openapi_extra={"requestBody": _body()},
        summary="Ask the network, and see how good its answers are",
    )
    async def create_answers(request: Request) -> Response:
        """With the values of a checkpoint or those at first; nothing is dropped out.

        To inputs that are given, or to the examples that the experiment learns from. Where
        targets are known there is a score, and where they are classes the confusion matrix.
        """
        body, client = await read(request, limits), client_of(request.scope)
        binary = best(request.headers.get("accept", "*/*"), [JSON, BINARY]) == BINARY
        content = await scheduler.result(client, answer(body, binary), request.receive)
        return Response(content, headers={"Vary": "Accept"}, media_type=BINARY if binary else JSON)

    def answer(body: bytes, binary: bool) -> Pausing[bytes]:
        request = yield from reader.parse(body)
        yield
        asked = yield from work.ask(request, reader, limits)
        yield
        found = yield from work.compute(asked, values=request.values != "none")
        yield
        document = yield from _document(asked, found, "none" if binary else request.values)
        if not binary:
            return document
        raw = []
        for values in found.values.values():
            raw.append(values.astype("<f8").tobytes())
            yield
        return packed(document, b"".join(raw))

    return answers


def _document(asked: Asked, found: Answered, form: str) -> Pausing[bytes]:
    """A frames.Answers, written piece by piece: numbers in their thousands take their time."""
    head: dict[str, Any] = {
        "iteration": asked.start.iteration,
        "examples": len(asked.questions.inputs),
    }
    if found.score:
        head["score"] = told(found.score)
        if found.confusion is not None:
            head["score"]["confusion"] = found.confusion.tolist()
    answers = []
    for name in asked.tensors:
        told_of = to_json({"tensor": name, "shape": asked.program.tensors[name].cells})
        if form != "none":
            values = yield from flat(found.values[name].ravel(), form)
            told_of = b'%b,"values":%b}' % (told_of[:-1], values)
        answers.append(told_of)
    return b'%b,"answers":[%b]}' % (to_json(head)[:-1], b",".join(answers))


def _as_bytes() -> dict[int | str, dict[str, Any]]:
    layout = (
        "Answers. As application/octet-stream: the length of a header as little-endian uint32, the "
        "header (this document without `values`, spaces behind it), then from the next multiple "
        "of 8 the values of each tensor as little-endian float64, if any were asked for."
    )
    content = {BINARY: {"schema": {"type": "string", "format": "binary"}}}
    return {200: {"description": layout, "content": content}}


def _body() -> dict[str, Any]:
    mazur = example("mazur-2-2-2").experiment.to_json()
    asked: dict[str, tuple[str, dict[str, Any]]] = {
        "own": ("What it answers to the examples it learns from", {}),
        "other": (
            "What the first layer makes of other inputs",
            {"inputs": [[0.0, 0.0], [1.0, 1.0]], "tensors": ["z1", "a1"], "values": "base64"},
        ),
    }
    posted = {
        name: {"summary": summary, "value": {"experiment": mazur, **more}}
        for name, (summary, more) in asked.items()
    }
    content = {"schema": {"$ref": "#/components/schemas/AnswerRequest"}, "examples": posted}
    return {"required": True, "content": {JSON: content}}
