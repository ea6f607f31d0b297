"""The short course: seven lessons, one file each, whose every answer the engine computes."""

from engine.lessons import (
    lesson_01,
    lesson_04,
    lesson_07,
    lesson_08,
    lesson_09,
    lesson_10,
    lesson_11,
)
from engine.lessons.lesson import Lesson

LESSONS: dict[str, Lesson] = {
    module.LESSON.id: module.LESSON
    for module in (lesson_01, lesson_04, lesson_07, lesson_08, lesson_09, lesson_10, lesson_11)
}
"""By their names, in the order of the course."""

SEEDS = 1000
"""Fresh numbers are drawn from a seed below this; 0 are those that the words tell of."""
