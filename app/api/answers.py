"""Answers: what the network gives for data, and how good that is."""

from typing import Any

import numpy as np
from fastapi import APIRouter, Request, Response

from app import answers as work
from app.answers import Answered, Asked
from app.body import read
from app.frames import Answer, Answers, Marks
from app.limits import Limits
from app.negotiation import best
from app.openapi import errors
from app.orders import Reader
from app.runs import told, written
from app.scheduler import Scheduler
from app.wire import packed
from engine import example

JSON, BINARY = "application/json", "application/octet-stream"


def router(limits: Limits, reader: Reader, scheduler: Scheduler) -> APIRouter:
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
        order = reader.order(await read(request, limits))
        asked = work.ask(order, reader, limits)
        client = request.client.host if request.client else ""
        computing = work.compute(asked, values=order["values"] != "none")
        found = await scheduler.result(client, computing)
        binary = best(request.headers.get("accept", "*/*"), [JSON, BINARY]) == BINARY
        document = _document(asked, found, "none" if binary else order["values"])
        content = document.model_dump_json(exclude_unset=True).encode()
        if binary:
            raw = [values.astype("<f8").tobytes() for values in found.values.values()]
            content = packed(content, b"".join(raw))
        return Response(content, headers={"Vary": "Accept"}, media_type=BINARY if binary else JSON)

    return answers


def _document(asked: Asked, found: Answered, form: str) -> Answers:
    more: dict[str, Any] = {}
    if found.score:
        marks: dict[str, Any] = told(found.score)
        if found.confusion is not None:
            marks["confusion"] = found.confusion.tolist()
        more["score"] = Marks(**marks)
    return Answers(
        iteration=asked.start.iteration,
        examples=len(asked.questions.inputs),
        answers=[_answer(asked, name, found.values.get(name), form) for name in asked.tensors],
        **more,
    )


def _answer(asked: Asked, name: str, values: np.ndarray | None, form: str) -> Answer:
    shape = asked.program.tensors[name].cells
    if values is None or form == "none":
        return Answer(tensor=name, shape=shape)
    return Answer(tensor=name, shape=shape, values=written(values.ravel(), form))


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
    content = {"schema": {"$ref": "#/components/schemas/AnswerOrder"}, "examples": posted}
    return {"required": True, "content": {JSON: content}}
