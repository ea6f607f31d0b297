"""A lesson of a teacher's own: its moment computed, its questions settled, its words filled in."""

import hashlib
import json
import math
import re
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np

from app.compute import trace_limits
from app.compute.moment import check_named, check_place, diverged, misfit
from app.limits import Limits
from app.parsing.request_reader import RequestReader
from app.schemas.moment_request import MomentRequest
from app.schemas.own_lesson_request import OwnLessonRequest, OwnPart
from app.schemas.own_lessons import said
from engine import Diverged, Program
from engine.lessons.lesson import Lesson
from engine.lessons.own import (
    PLACEHOLDER,
    STATE,
    alike,
    fresh,
    own_lesson,
    preparing,
    scene_of,
    values,
    written_alone,
)
from engine.lessons.scene import Scene
from engine.pausing import Pausing
from engine.program.buggy_program import fitting
from engine.run.trace import tracing

R = TypeVar("R", bound=MomentRequest)
TRIES = 100
"""Times that fresh weights are drawn, at most, until all answers differ."""
BESIDE = 4
"""Iterations that are gone through beside one for each mistake: the right one, and what follows
from an answer."""


def moment(
    request: R, reader: RequestReader[R], limits: Limits, bugs: int
) -> Pausing[tuple[Scene, int]]:
    """The iteration of a request, and how many more may be gone through, those with bugs aside.

    Raises Problem where something does not fit or is too much.
    """
    experiment = reader.experiment(request)
    yield
    if experiment.bugs:
        detail = "A lesson begins with a network without deliberate mistakes."
        raise misfit("/experiment/bugs", detail, [])
    start = reader.checkpoint(request, experiment, request.iteration)
    begin = start.iteration if start else 0
    program = experiment.program(experiment.batches.largest)
    width = math.prod(experiment.inputs.shape[1:])
    left = trace_limits.iterations(program, width, limits, binary=False) - bugs - BESIDE
    if left < 1:
        detail = "With so many mistakes this takes too long; use a smaller network or batch."
        raise misfit("/experiment", detail, slug="too-much-work")
    trace_limits.check_iteration(request.iteration, begin + left - 1)
    yield
    if request.iteration > begin:  # every mistake begins with the same weights
        before = yield from tracing(experiment, request.iteration - 1, start)
        if before.diverged:
            raise diverged(Diverged(before.diverged))
        start = before.checkpoint
    scene = scene_of(experiment, request.iteration, start)
    try:
        yield from preparing(scene)
    except Diverged as error:
        raise diverged(error) from None
    return scene, left


def check_asked(program: Program, asked: Any, pointer: str = "") -> None:
    """Raise Problem unless the iteration computes the cell."""
    check_named(list(program.writer), asked.tensor, f"{pointer}/tensor")
    check_place(program, asked.tensor, asked.cell, pointer)


def lesson(
    request: OwnLessonRequest, reader: RequestReader[OwnLessonRequest], limits: Limits, seed: int
) -> Pausing[tuple[Lesson, Scene]]:
    """The lesson with the numbers of a seed; raises Problem for whatever in it cannot be."""
    bugs = sorted({mistake.bug for part in request.parts for mistake in part.mistakes})
    scene, left = yield from moment(request, reader, limits, len(bugs))
    if not any(text.strip() for text in request.title.model_dump().values()):
        raise misfit("/title", "Words in one language at least are needed.")
    for k, part in enumerate(request.parts):
        _check_part(part, scene, f"/parts/{k}")
    yield
    yield from _checked(request, scene)
    if seed:
        scene = yield from _fresh(request, scene, seed, max(1, left // (len(bugs) + 1)))
    questions = [part.question for part in request.parts]
    made = own_lesson(_id(request, scene), request.minutes, scene, questions, again=request.again)
    return made, scene


def _check_part(part: OwnPart, scene: Scene, at: str) -> None:
    program = scene[STATE].program
    check_asked(program, part, at)
    if part.before is not None:
        check_named(list(program.writer), part.before, f"{at}/before")
        if program.writer[part.before].index > program.writer[part.tensor].index:
            detail = "This comes after the number that is asked for, which would be seen."
            raise misfit(f"{at}/before", detail, part.tensor, part.tensor)
    names = [mistake.bug for mistake in part.mistakes]
    if part.kind in ("sign", "goal") and names:
        raise misfit(f"{at}/mistakes", "A sign or a goal is asked without mistakes.", [])
    _check_bounds(part, scene, at)
    if part.kind == "choice" and not names:
        raise misfit(f"{at}/mistakes", "One mistake at least is needed to choose from.", 1)
    possible = list(fitting(program))
    for k, name in enumerate(names):
        if name not in possible:
            detail = "This mistake changes nothing in this network."
            raise misfit(f"{at}/mistakes/{k}/bug", detail, possible)
        if name in names[:k]:
            raise misfit(f"{at}/mistakes/{k}/bug", "Each mistake is named once.")


def _check_bounds(part: OwnPart, scene: Scene, at: str) -> None:
    """A goal has one, the others none, and it lies elsewhere than the number is."""
    least, most = part.at_least, part.at_most
    if part.kind != "goal":
        for name in ("at_least", "at_most"):
            if getattr(part, name) is not None:
                raise misfit(f"{at}/{name}", "Only a goal has a bound.")
        return
    if part.before is not None:
        raise misfit(f"{at}/before", "Before a goal nothing is hidden.")
    if least is None and most is None:
        raise misfit(f"{at}/at_least", "A goal needs a bound: at_least, at_most or both.")
    if least is not None and most is not None and least > most:
        raise misfit(f"{at}/at_most", "This is below at_least.", least, least)
    number = part.question.asked(scene)
    if (least is None or number >= least) and (most is None or number <= most):
        name = "at_least" if least is not None else "at_most"
        raise misfit(f"{at}/{name}", "The number is there already.", number)


def _checked(request: OwnLessonRequest, scene: Scene) -> Pausing[None]:
    """Every mistake has a number that can be told from the right one and from the others."""
    for at, part in enumerate(request.parts):
        q = part.question
        for k, name in enumerate(q.bugs):
            pointer = f"/parts/{at}/mistakes/{k}/bug"
            try:
                yield from preparing(scene, (name,))
            except Diverged:
                raise misfit(pointer, "With this mistake the number is not finite.") from None
            if same := alike(values(replace(q, bugs=q.bugs[: k + 1]), scene)):
                other = "the right one" if same[0] == "right" else f"that of {same[0]}"
                raise misfit(pointer, f"At two digits its number is {other}.")


def _fresh(request: OwnLessonRequest, scene: Scene, seed: int, most: int) -> Pausing[Scene]:
    if not request.again:
        raise misfit("/seed", "This lesson has no fresh numbers.", 0, 0)
    rng = np.random.default_rng(seed)
    questions = [part.question for part in request.parts]
    for _ in range(min(TRIES, most)):
        drawn = fresh(scene, rng)
        try:
            yield from preparing(drawn, {bug for q in questions for bug in q.bugs})
        except Diverged:
            continue
        if not any(alike(values(q, drawn)) for q in questions):
            return drawn
    raise misfit("/seed", "No fresh numbers were found that keep all answers apart.", 0, 0)


def _id(request: OwnLessonRequest, scene: Scene) -> str:
    """The same for the same lesson, so that answers to it can be kept apart."""
    told = request.model_dump(mode="json", exclude={"experiment"})
    key = scene.states[STATE].hash + json.dumps(told, sort_keys=True)
    return f"own-{hashlib.sha256(key.encode()).hexdigest()[:12]}"


def words(request: OwnLessonRequest, scene: Scene) -> dict[str, dict[str, str]]:
    """Words by language and key, with the numbers that they name; empty ones are left out.

    Raises Problem where a number is none.
    """
    found: dict[str, dict[str, str]] = {}
    for of in said(request.title, request.parts):
        part = None if of.part is None else request.parts[of.part]
        numbers = values(part.question, scene) if part else {}
        for language, text in of.words.model_dump().items():
            if text.strip():
                filled = _filled(text.strip(), numbers, scene, f"{of.pointer}/{language}")
                found.setdefault(language, {})[of.key] = filled
    return found


def _filled(text: str, numbers: dict[str, float], scene: Scene, pointer: str) -> str:
    def number(match: re.Match[str]) -> str:
        name = match[1]
        found = numbers[name] if name in numbers else _cell(name, scene)
        if found is None:
            detail = f"There is no number {{{name}}} here."
            raise misfit(pointer, detail, [*numbers, *scene[STATE].program.tensors])
        return written_alone(found)

    return PLACEHOLDER.sub(number, text)


def _cell(name: str, scene: Scene) -> float | None:
    """The number of a cell such as W1.0.0; None where there is none."""
    tensor, *places = name.split(".")
    cell, program = [int(place) for place in places], scene[STATE].program
    if tensor not in program.tensors:
        return None
    shape = program.tensors[tensor].shape
    inside = len(cell) == len(shape) and all(k < n for k, n in zip(cell, shape, strict=True))
    return float(scene[STATE][tensor][tuple(cell)]) if inside else None
