"""Lessons of a teacher's own: what is posted is answered and not kept."""

import base64
from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import APIRouter, Request, Response

from app.api.lesson_answers import marked, played, task_of
from app.api.lesson_query import ANSWERED, ASKED, Answered, Asked
from app.api.openapi import errors
from app.compute import own_lessons as work
from app.compute import possible_mistakes
from app.compute.client import client_of
from app.compute.scheduler import Scheduler
from app.limits import Limits
from app.parsing.body import read
from app.parsing.request_reader import RequestReaders
from app.schemas import lesson_document
from app.schemas.lessons import LessonMark, PlayedAnswer
from app.schemas.own_lessons import OwnCheckpoint, OwnLesson, PossibleMistakes
from engine import Checkpoint, example
from engine.lessons.lesson import Lesson
from engine.lessons.scene import Scene
from engine.pausing import Pausing

A = TypeVar("A", bound=Asked)
Answer = Callable[[Lesson, Scene, A], str]
_CHAIN = example("two-neuron-chain").experiment.to_json()
LESSON: dict[str, Any] = {
    "experiment": _CHAIN,
    "title": {"en": "The slope of the output", "ko": "출력의 가파르기"},
    "minutes": 5,
    "parts": [
        {
            "tensor": "d_z2",
            "cell": [0, 0],
            "text": {"en": "The output is {a2.0.0} and should be {y.0.0}."},
            "right": {"en": "Error times slope: {right}."},
            "mistakes": [
                {
                    "bug": "output_slope_forgotten",
                    "reply": {"en": "{output_slope_forgotten} is the error. Times the slope?"},
                },
                {"bug": "half_forgotten"},
            ],
        }
    ],
}
MISTAKES: dict[str, Any] = {"experiment": _CHAIN, "tensor": "d_z2", "cell": [0, 0]}


def router(limits: Limits, readers: RequestReaders, scheduler: Scheduler) -> APIRouter:
    """`POST lessons` and what is asked of one: marks, plays; `POST lessons/mistakes`."""
    nouns = APIRouter(prefix="/lessons", tags=["lessons"])
    declared: dict[str, Any] = {"responses": errors(400, 413, 415, 422, 500)}

    @nouns.post(
        "", response_model=OwnLesson, **declared,
        openapi_extra=ASKED.parameters() | _body("OwnLessonRequest", LESSON),
        summary="Read a lesson of your own",
    )  # fmt: skip
    async def create_lesson(request: Request) -> Response:
        """The same that a lesson of the course gives; its words are in it, their numbers put in."""
        asked = ASKED.read(request.query_params)
        body = await read(request, limits)
        return await answer(request, told(body, asked.seed))

    @nouns.post(
        "/marks", response_model=LessonMark, **declared,
        openapi_extra=ANSWERED.parameters() | _body("OwnLessonRequest"),
        summary="Mark an answer to it",
    )  # fmt: skip
    async def create_mark(request: Request) -> Response:
        """As answers to the lessons of the course are marked."""
        asked = ANSWERED.read(request.query_params)
        body = await read(request, limits)
        return await answer(request, answered(body, asked, _mark))

    @nouns.post(
        "/plays", response_model=PlayedAnswer, **declared,
        openapi_extra=ANSWERED.parameters() | _body("OwnLessonRequest"),
        summary="Play an answer to it on",
    )  # fmt: skip
    async def create_play(request: Request) -> Response:
        """As answers to the lessons of the course are played on."""
        asked = ANSWERED.read(request.query_params)
        body = await read(request, limits)
        return await answer(request, answered(body, asked, _play))

    @nouns.post(
        "/mistakes", response_model=PossibleMistakes, **declared,
        openapi_extra=_body("MistakeRequest", MISTAKES),
        summary="List the mistakes that a number can be asked with",
    )  # fmt: skip
    async def create_mistakes(request: Request) -> Response:
        """Each with the number that it gives, and why it cannot be told apart where it cannot."""
        body = await read(request, limits)
        return await answer(request, possible(body))

    async def answer(request: Request, pending: Pausing[str]) -> Response:
        content = await scheduler.result(client_of(request.scope), pending, request.receive)
        return Response(content, media_type="application/json")

    def told(body: bytes, seed: int) -> Pausing[str]:
        request = yield from readers.lesson.parse(body)
        lesson, scene = yield from work.lesson(request, readers.lesson, limits, seed)
        words = work.words(request, scene)
        yield
        document = yield from lesson_document.document(lesson, scene, seed)
        return OwnLesson(
            **document.model_dump() | {"number": None},
            iteration=scene.iteration,
            checkpoint=_checkpoint(scene.start),
            words=words,
        ).model_dump_json()

    def answered(body: bytes, asked: Answered, of: Answer[Answered]) -> Pausing[str]:
        request = yield from readers.lesson.parse(body)
        lesson, scene = yield from work.lesson(request, readers.lesson, limits, asked.seed)
        return of(lesson, scene, asked)

    def possible(body: bytes) -> Pausing[str]:
        request = yield from readers.mistake.parse(body)
        found = yield from possible_mistakes.found(request, readers.mistake, limits)
        return found.model_dump_json()

    return nouns


def _mark(lesson: Lesson, scene: Scene, asked: Answered) -> str:
    return marked(task_of(lesson, asked.task), scene, asked.answer)


def _play(lesson: Lesson, scene: Scene, asked: Answered) -> str:
    return played(lesson, task_of(lesson, asked.task), scene, asked.answer)


def _checkpoint(start: Checkpoint | None) -> OwnCheckpoint | None:
    if start is None:
        return None
    values = base64.b64encode(start.values.astype("<f8").tobytes()).decode()
    return OwnCheckpoint(iteration=start.iteration, values=values)


def _body(schema: str, value: dict[str, Any] | None = None) -> dict[str, Any]:
    posted = {"default": {"summary": "Two neurons in a chain", "value": value}} if value else {}
    of = {"schema": {"$ref": f"#/components/schemas/{schema}"}, "examples": posted}
    return {"requestBody": {"required": True, "content": {"application/json": of}}}
