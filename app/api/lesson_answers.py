"""An answer to a lesson: marked, and played on."""

from app.api.lesson_query import fault, known
from app.schemas import lessons as schemas
from engine.lessons import play
from engine.lessons.lesson import Lesson
from engine.lessons.marking import Unreadable, mark
from engine.lessons.scene import Cell, Scene
from engine.lessons.task import Number, Reach, Task
from engine.lessons.written import read_number


def task_of(lesson: Lesson, id: str) -> Task:
    """The task of this name; raises Problem with the names there are."""
    names = [task.id for part in lesson.parts for task in part.tasks]
    return known(lesson.task, id, names, "/task", "task", "invalid")


def marked(task: Task, scene: Scene, answer: list[str]) -> str:
    """The mark, as JSON; raises Problem where there is none."""
    if isinstance(task, Reach):
        raise fault("/task", "This is reached on the network, and not answered.")
    try:
        found = mark(task, scene, answer)
    except Unreadable as error:
        raise fault("/answer", f"Here {error}.") from None
    return schemas.LessonMark(**vars(found)).model_dump_json()


def played(lesson: Lesson, task: Task, scene: Scene, answer: list[str]) -> str:
    """What follows from it, as JSON; raises Problem where nothing can."""
    if not isinstance(task, Number):
        raise fault("/task", "Only a number can be played on.")
    told = [schemas.PlayedRow(**vars(row)) for row in _rows(lesson, task, scene, answer)]
    return schemas.PlayedAnswer(rows=told).model_dump_json()


def _rows(
    lesson: Lesson, task: Number, scene: Scene, given: list[str]
) -> tuple[play.Row, ...]:  # fmt: skip
    text = given[0] if given else ""
    bug = task.bug(text)
    if bug:
        return play.with_bug(scene, lesson.part_of(task).state, bug)
    values = task.answers(scene)
    number = values[text] if text in values else read_number(text)
    if number is None or not isinstance(task.truth, Cell):
        raise fault("/answer", "From this nothing can be played on.")
    return play.with_number(scene, task.truth, float(number))
