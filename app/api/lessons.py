"""Lessons: the course, the marking of an answer, and what follows from it."""

from typing import Annotated

from cachetools import LRUCache
from fastapi import APIRouter, Path, Request, Response

from app.api.lesson_answers import marked, played, task_of
from app.api.lesson_query import ANSWERED, ASKED, Answered, known
from app.api.openapi import errors
from app.compute.client import client_of
from app.compute.scheduler import Scheduler
from app.schemas import lesson_document
from app.schemas import lessons as schemas
from engine.lessons import LESSONS, QUIZ
from engine.lessons.lesson import Lesson
from engine.lessons.scene import Scene
from engine.pausing import Pausing

KEPT = 32
"""Lessons with their numbers that are kept: a class asks for one."""
Name = Annotated[str, Path(examples=list(LESSONS))]


def router(scheduler: Scheduler) -> APIRouter:
    """`GET lessons`, `GET lessons/{id}` and what is asked of one."""
    nouns = APIRouter(prefix="/lessons", tags=["lessons"])
    scenes: LRUCache[tuple[str, int], Scene] = LRUCache(KEPT)
    documents: LRUCache[tuple[str, int], str] = LRUCache(KEPT)
    listed = schemas.LessonList(
        lessons=[lesson_document.title(of) for of in LESSONS.values()],
        quiz=[schemas.QuizQuestion(lesson=lesson, part=part) for lesson, part in QUIZ],
    )

    @nouns.get("", response_model=schemas.LessonList, responses=errors(500), summary="List lessons")
    async def read_lessons() -> schemas.LessonList:
        """The course in its order."""
        return listed

    @nouns.get(
        "/{id}",
        response_model=schemas.LessonDocument,
        responses=errors(400, 404, 422, 500),
        openapi_extra=ASKED.parameters(),
        summary="Read a lesson",
    )
    async def read_lesson(request: Request, id: Name) -> Response:
        """What it asks, its experiments, and the numbers that its words name."""
        lesson, asked = _lesson(id), ASKED.read(request.query_params)
        return await answer(request, _document(lesson, asked.seed))

    @nouns.get(
        "/{id}/marks",
        response_model=schemas.LessonMark,
        responses=errors(400, 404, 422, 500),
        openapi_extra=ANSWERED.parameters(),
        summary="Mark an answer",
    )
    async def read_mark(request: Request, id: Name) -> Response:
        """Right if it rounds to the truth at the digits that were typed, at least two; else it is
        compared with every misconception."""
        lesson, asked = _lesson(id), ANSWERED.read(request.query_params)
        return await answer(request, _marked(lesson, asked))

    @nouns.get(
        "/{id}/plays",
        response_model=schemas.PlayedAnswer,
        responses=errors(400, 404, 422, 500),
        openapi_extra=ANSWERED.parameters(),
        summary="Play an answer on",
    )
    async def read_play(request: Request, id: Name) -> Response:
        """The numbers that follow from it, by the mistake that gives it or from the number alone,
        beside those that are right."""
        lesson, asked = _lesson(id), ANSWERED.read(request.query_params)
        return await answer(request, _played(lesson, asked))

    async def answer(request: Request, work: Pausing[str]) -> Response:
        content = await scheduler.result(client_of(request.scope), work, request.receive)
        return Response(content, media_type="application/json")

    def _document(lesson: Lesson, seed: int) -> Pausing[str]:
        if (lesson.id, seed) not in documents:
            scene = yield from _scene(lesson, seed)
            found = yield from lesson_document.document(lesson, scene, seed)
            documents[lesson.id, seed] = found.model_dump_json()
        return documents[lesson.id, seed]

    def _scene(lesson: Lesson, seed: int) -> Pausing[Scene]:
        if (lesson.id, seed) not in scenes:
            scene = lesson.scene(seed)
            yield from scene.preparing(lesson.runs)
            scenes[lesson.id, seed] = scene
        return scenes[lesson.id, seed]

    def _marked(lesson: Lesson, asked: Answered) -> Pausing[str]:
        task = task_of(lesson, asked.task)
        scene = yield from _scene(lesson, asked.seed)
        return marked(task, scene, asked.answer)

    def _played(lesson: Lesson, asked: Answered) -> Pausing[str]:
        task = task_of(lesson, asked.task)
        scene = yield from _scene(lesson, asked.seed)
        return played(lesson, task, scene, asked.answer)

    return nouns


def _lesson(id: str) -> Lesson:
    return known(LESSONS.__getitem__, id, list(LESSONS), "", "lesson", "not-found")
