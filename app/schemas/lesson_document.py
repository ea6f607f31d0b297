"""A lesson of the engine as the document that the API sends."""

from collections.abc import Iterable
from typing import Literal

from app.schemas import lessons as schemas
from engine.lessons import SHORT
from engine.lessons.lesson import Lesson, Part
from engine.lessons.scene import Cell, Scene
from engine.lessons.task import Number, Pick, Reach, Rule, Task
from engine.lessons.written import written
from engine.pausing import Pausing


def title(lesson: Lesson) -> schemas.LessonTitle:
    """A row of the list."""
    short = lesson.number in SHORT
    questions = [
        schemas.LessonQuestion(part=part.id, task=task.id)
        for part in lesson.parts
        for task in part.tasks
    ]
    return schemas.LessonTitle(
        id=lesson.id,
        number=lesson.number,
        minutes=lesson.minutes,
        short=short,
        questions=questions,
    )


def document(lesson: Lesson, scene: Scene, seed: int) -> Pausing[schemas.LessonDocument]:
    """A lesson with the numbers of a scene, with pauses."""
    values = {}
    for name, value in lesson.values.items():
        values[name] = written(value.read(scene), value.digits)
        yield
    parts = []
    for part in lesson.parts:
        parts.append(_part(part, scene))
        yield
    return schemas.LessonDocument(
        **title(lesson).model_dump(),
        seed=seed,
        states={name: of.to_json() for name, of in scene.states.items()},
        values=values,
        parts=parts,
    )


def _part(part: Part, scene: Scene) -> schemas.LessonPart:
    columns = [
        schemas.CaseColumn(
            tensor=c.tensor,
            cell=c.cell,
            texts=[written(Cell(s, c.tensor, c.cell)(scene), c.digits) for s in part.cases],
        )
        for c in part.columns
    ]
    return schemas.LessonPart(
        **{n: getattr(part, n) for n in ("id", "state", "twin", "example", "before", "moment")},
        **{n: getattr(part, n) for n in ("faded", "again", "shows", "cell")},
        tasks=[_task(task, scene, given=part.faded) for task in part.tasks],
        cases=list(part.cases),
        columns=columns,
    )


def _task(task: Task, scene: Scene, *, given: bool) -> schemas.LessonTask:
    truth = task.truth if isinstance(task, Number) else None
    reach = task if isinstance(task, Reach) else None
    told = task if given and isinstance(task, Number) else None
    return schemas.LessonTask(
        id=task.id,
        kind=_kind(task),
        asks=(truth.tensor, truth.place) if isinstance(truth, Cell) else None,
        text=written(told.truth(scene), told.digits) if told else None,
        choices=list(_choices(task, scene)) if _kind(task) == "choice" else [],  # type: ignore[arg-type]
        options=list(task.options) if isinstance(task, Pick) else [],
        slots=[list(s) for s in task.slots] if isinstance(task, Rule) else [],
        conditions=[schemas.ReachCondition(**vars(c)) for c in reach.conditions] if reach else [],
        only=list(reach.only) if reach else [],
        trained=bool(reach and reach.trained),
    )


def _kind(task: Task) -> Literal["number", "choice", "pick", "reach", "rule"]:
    match task:
        case Number(choices=True):
            return "choice"
        case Number():
            return "number"
        case Pick():
            return "pick"
        case Reach():
            return "reach"
    return "rule"


def _choices(task: Number, scene: Scene) -> Iterable[schemas.Choice]:
    answers = task.answers(scene)
    for name in sorted(answers, key=lambda n: answers[n]):
        yield schemas.Choice(name=name, text=written(answers[name], task.digits))
