"""The lessons hold what they promise: answers apart, replies for each, no number typed in words."""

import json
import re
from pathlib import Path

import pytest

from engine.lessons import LESSONS, QUIZ, QUIZZED, SHORT
from engine.lessons.lesson import Lesson, separable
from engine.lessons.task import Number, Pick, Reach, Rule
from engine.lessons.written import written

ROOT = Path(__file__).parents[3]
LANGUAGES = [r["code"] for r in json.loads((ROOT / "static/languages.json").read_text("utf-8"))]
PLACEHOLDER = re.compile(r"\{(\w+)\}")
TYPED = re.compile(r"(?<![₀-₉\w])\d+(?:[.,]\d+)?")
SAID = {"0", "1", "2", "1958"}
"""What may stand in words as it is: answers of a switch, neurons by number, the two of a square
and a year."""
LESSON_NUMBER = re.compile(r"[Ll]esson \d+|\d+과")
FRACTION = re.compile(r"\d+분의 \d")
"""A fraction as Korean says it; English has it in letters."""
SAMPLES = range(1, 13)


def words(language: str) -> dict[str, str]:
    path = ROOT / "static" / "locales" / "lessons" / f"{language}.json"
    return json.loads(path.read_text("utf-8"))


@pytest.fixture(scope="module")
def scenes():
    return {id: lesson.scene() for id, lesson in LESSONS.items()}


EVERY = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS.keys())


@EVERY
def test_all_answers_of_a_task_differ_at_two_digits(lesson: Lesson, scenes) -> None:
    for task in lesson.numbers:
        assert separable(task, scenes[lesson.id]), task.id


@EVERY
def test_its_minutes_are_enough_to_read_and_to_answer(lesson: Lesson) -> None:
    """Two hundred words a minute, a minute for each answer; what fades is asked again."""
    said = [
        text for key, text in words("en").items()
        if key.startswith(f"{lesson.id}.") and not (".reply." in key and ".right" not in key)
    ]  # fmt: skip
    answers = sum(len(part.tasks) * (1.5 if part.faded else 1) for part in lesson.parts)
    assert lesson.minutes >= len(" ".join(said).split()) / 200 + answers


@EVERY
def test_fresh_numbers_keep_them_apart(lesson: Lesson) -> None:
    if not any(part.again for part in lesson.parts):
        return
    seen = set()
    for seed in SAMPLES:
        scene = lesson.scene(seed)
        for task in lesson.numbers:
            if lesson.again(task):
                assert separable(task, scene), (seed, task.id)
                seen.add((task.id, *task.answers(scene).values()))
    assert len(seen) > len(SAMPLES) / 2
    assert lesson.scene(1).states.keys() == lesson.scene().states.keys()


@EVERY
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_has_the_reply_that_belongs_to_it(lesson: Lesson, language: str) -> None:
    there = words(language).keys()
    wanted = {f"{lesson.id}.{name}" for name in ("title", "about", "cures")}
    for part in lesson.parts:
        table = f"{lesson.id}.table" if part.faded else None
        if table:
            wanted |= {f"{table}.ask", f"{table}.reply.other", f"{table}.reply.right"}
        for task in part.tasks:
            key = f"{lesson.id}.{task.id}"
            wanted |= set() if table else {f"{key}.ask"}
            match task:
                case Number():
                    wanted |= {f"{key}.reply.{w.name}" for w in task.wrong}
                    wanted |= set() if table else {f"{key}.reply.right"}
                    if not (table or task.choices):
                        wanted |= {f"{key}.reply.other"}
                case Pick():
                    wanted |= {
                        f"{key}.{what}.{o}" for o in task.options for what in ("reply", "option")
                    }
                case Reach():
                    wanted |= {f"{key}.reply.right"}
                case Rule():
                    wanted |= {f"{key}.frame", f"{key}.reply.right", f"{key}.reply.other"}
                    wanted |= {f"{key}.option.{chip}" for slot in task.slots for chip in slot}
    assert not wanted - there


def test_no_words_are_of_nothing() -> None:
    known = {
        f"{lesson.id}.{name}"
        for lesson in LESSONS.values()
        for part in lesson.parts
        for name in (part.id, "table", *(task.id for task in part.tasks))
    } | {f"{id}.{name}" for id in LESSONS for name in ("title", "about", "cures")}
    assert not {key for key in words("en") if key.rsplit(".reply", 1)[0] not in known
                and ".".join(key.split(".")[:2]) not in known}  # fmt: skip


@EVERY
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_in_words_is_computed(lesson: Lesson, language: str, scenes) -> None:
    named = set()
    for key, text in words(language).items():
        if not key.startswith(f"{lesson.id}."):
            continue
        named |= {name for name in PLACEHOLDER.findall(text) if not name.isdigit()}
        plain = FRACTION.sub("", LESSON_NUMBER.sub("", PLACEHOLDER.sub("", text)))
        typed = set(TYPED.findall(plain)) - SAID
        assert not typed, (key, typed)
    assert named - {"text"} <= lesson.values.keys()
    for name, value in lesson.values.items():
        assert written(value.read(scenes[lesson.id]), value.digits), name


@EVERY
def test_every_value_is_named_somewhere(lesson: Lesson) -> None:
    texts = " ".join(t for k, t in words("en").items() if k.startswith(f"{lesson.id}."))
    assert lesson.values.keys() <= set(PLACEHOLDER.findall(texts))


def test_the_rules_have_their_chips() -> None:
    for lesson in LESSONS.values():
        for part in lesson.parts:
            for task in part.tasks:
                if isinstance(task, Rule):
                    assert all(r in s for r, s in zip(task.right, task.slots, strict=True))


def test_catalogues_have_the_same_keys_and_placeholders() -> None:
    first, *others = map(words, LANGUAGES)
    for other in others:
        assert first.keys() == other.keys()
        for key in first:
            numbers = [set(PLACEHOLDER.findall(of[key])) for of in (first, other)]
            assert numbers[0] == numbers[1], key
    assert all(text.strip() for of in (first, *others) for text in of.values())


def test_korean_endings_follow_the_sound_of_a_number() -> None:
    particle = re.compile(r"\}(?:은|는|이|가|을|를|와|과|으로|로|이에요|예요)(?![가-힣])")
    assert particle.search("{x}를")
    assert not {key for key, text in words("ko").items() if particle.search(text)}


def test_the_course_is_whole_and_in_its_order() -> None:
    numbers = [lesson.number for lesson in LESSONS.values()]
    assert numbers == list(range(19))
    assert set(SHORT) <= set(numbers)
    assert all(any(isinstance(t, Rule) for p in lesson.parts for t in p.tasks)
               for lesson in LESSONS.values())  # fmt: skip


def test_the_quiz_asks_each_lesson_again_with_fresh_numbers() -> None:
    assert [LESSONS[id].number for id, _ in QUIZ] == list(QUIZZED)
    for id, name in QUIZ:
        part = next(p for p in LESSONS[id].parts if p.id == name)
        assert part.again
        assert part.tasks
