"""Which mistakes a number can be asked with: what each makes of it, and why some cannot be told."""

from app.compute.own_lessons import check_asked, moment
from app.limits import Limits
from app.parsing.request_reader import RequestReader
from app.schemas.own_lesson_request import MistakeRequest
from app.schemas.own_lessons import PossibleMistake, PossibleMistakes
from engine import Diverged, Program
from engine.bugs import bugs
from engine.lessons.own import DIGITS, STATE, decimals, preparing
from engine.lessons.scene import Cell, Scene
from engine.lessons.written import cleaned, significant, written
from engine.pausing import Pausing
from engine.program.buggy_program import fitting

SAME = 1e-9
"""Of the larger of two numbers: so far last digits may be apart."""


def found(
    request: MistakeRequest, reader: RequestReader[MistakeRequest], limits: Limits
) -> Pausing[PossibleMistakes]:
    """The right number and every mistake's; raises Problem where something does not fit."""
    scene, _ = yield from moment(request, reader, limits, len(bugs))
    check_asked(scene[STATE].program, request)
    asked = Cell(STATE, request.tensor, tuple(request.cell))
    right = asked(scene)
    numbers: dict[str, float | None] = {}
    for bug in _nearest_first(scene[STATE].program, request.tensor):
        numbers[bug] = yield from _with(bug, asked, scene)
    digits = decimals([right])
    return PossibleMistakes(
        value=right,
        text=written(right, digits),
        mistakes=[_row(bug, number, right, digits) for bug, number in numbers.items()],
    )


def _nearest_first(program: Program, tensor: str) -> list[str]:
    """Bugs that make sense, those first that bite in the step asked about, then shortly before."""
    asked = program.writer[tensor].index

    def steps_before(written: tuple[str, ...]) -> int:
        steps = [program.writer[name].index for name in written]
        return min((asked - k for k in steps if k <= asked), default=len(program.steps))

    found = fitting(program)
    return sorted(found, key=lambda bug: steps_before(found[bug]))


def _with(bug: str, asked: Cell, scene: Scene) -> Pausing[float | None]:
    try:
        yield from preparing(scene, (bug,))
    except Diverged:
        return None
    return asked(scene.with_bug(bug))


def _row(bug: str, number: float | None, right: float, digits: int) -> PossibleMistake:
    if number is None:
        return PossibleMistake(bug=bug, value=None, text=None, rounded=None, lacks="infinite")
    number = cleaned(number, right)
    rounded = significant(number, DIGITS)
    same = abs(number - right) <= SAME * max(abs(number), abs(right))
    alike = rounded == significant(right, DIGITS)
    return PossibleMistake(
        bug=bug,
        value=number,
        text=written(number, max(digits, decimals([number]))),
        rounded=rounded,
        lacks="same" if same else "alike" if alike else None,
    )
