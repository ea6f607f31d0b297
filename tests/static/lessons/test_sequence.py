"""A sequence of lessons in the address: read, and what is none of them is said."""

import pytest

from tests.static.pure import Core, ask

KNOWN = list(range(19))


def read(core: Core, search: str, own: int = 0) -> dict[str, list[int] | list[str] | bool | None]:
    code = "sequence.sequenceIn(search, known, own)"
    return ask(core, "lessons/sequence", code, search=search, known=KNOWN, own=own)


@pytest.mark.parametrize(
    ("search", "numbers", "wrong"),
    [
        ("", None, []),
        ("?lang=ko", None, []),
        ("?course=1,4,7-11", [1, 4, 7, 8, 9, 10, 11], []),
        ("?course=7-9,1,8", [7, 8, 9, 1], []),
        ("?course=0", [0], []),
        ("?course= 3 , 5 ", [3, 5], []),
        ("?course=16-99", [16, 17, 18], []),
        ("?course=", None, [""]),
        ("?course=19", None, ["19"]),
        ("?course=9-7,2", [2], ["9-7"]),
        ("?course=-1,1.5,1e1,x,2", [2], ["-1", "1.5", "1e1", "x"]),
        ("?course=<script>", None, ["<script>"]),
    ],
)
def test_a_sequence_is_read(core: Core, search, numbers, wrong) -> None:
    assert read(core, search) == {"numbers": numbers, "wrong": wrong, "missing": False}


@pytest.mark.parametrize(
    ("search", "own", "numbers", "wrong", "missing"),
    [
        ("?course=1,own,4", 1, [1, "own-0", 4], [], False),
        ("?course=own,2,own", 2, ["own-0", 2, "own-1"], [], False),
        ("?course=1,own,own", 1, [1, "own-0"], [], True),
        ("?course=own", 0, None, [], True),
        ("?course=1,own,x", 0, [1], ["x"], True),
        ("?course=1,own-0", 1, [1], ["own-0"], False),
    ],
)
def test_lessons_that_the_teacher_made_have_their_places(
    core, search, own, numbers, wrong, missing
) -> None:
    read_ones = {"numbers": numbers, "wrong": wrong, "missing": missing}
    assert read(core, search, own) == read_ones


def test_a_long_one_is_not_read_to_its_end(core: Core) -> None:
    assert read(core, "?course=" + "1," * 100_000)["numbers"] == [1]


@pytest.mark.parametrize(
    ("search", "number", "behind"),
    [("", 0, 1), ("", 18, None), ("?course=9,4,7", 9, 4), ("?course=9,4,7", 7, None),
     ("?course=9,4,7", 5, None), ("?course=x", 5, 6), ("?course=9,own,7", 9, "own-0"),
     ("?course=9,own,7", "own-0", 7)],
)  # fmt: skip
def test_what_comes_behind_a_lesson(core: Core, search, number, behind) -> None:
    code = "sequence.lessonBehind(search, known, number, 1)"
    values = {"search": search, "known": KNOWN, "number": number}
    assert ask(core, "lessons/sequence", code, **values) == behind
