"""The course: one file a lesson, whose every answer the engine computes."""

import importlib
import pkgutil

from engine.lessons.lesson import Lesson

_NAMES = sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name.startswith("lesson_"))
_MODULES = (importlib.import_module(f"{__name__}.{name}") for name in _NAMES)

LESSONS: dict[str, Lesson] = {module.LESSON.id: module.LESSON for module in _MODULES}
"""By their names, in the order of the course."""

SHORT = (1, 4, 7, 8, 9, 10, 11)
"""Numbers of the short course: two class periods."""

QUIZZED = range(1, 13)
"""Numbers of the lessons that the quiz is about."""

QUIZ: tuple[tuple[str, str], ...] = tuple(
    (lesson.id, next(part.id for part in lesson.parts if part.again))
    for lesson in LESSONS.values()
    if lesson.number in QUIZZED
)
"""Lesson and part: a question of each, asked again later with fresh numbers."""

SEEDS = 1000
"""Fresh numbers are drawn from a seed below this; 0 are those that the words tell of."""
