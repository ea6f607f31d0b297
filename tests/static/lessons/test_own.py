"""Lessons of a teacher's own in links and files: as they were, or refused with the place."""

import json
import random
from typing import Any

import httpx
import pytest

from app.api.own_lessons import LESSON
from tests.samples import cases
from tests.static.mutated import cut, mutated, pack
from tests.static.pure import Core, ask

WHOLE: dict[str, Any] = {
    **LESSON,
    "iteration": 7,
    "checkpoint": {"iteration": 7, "values": "AAAAAAAA8D8"},
    "again": True,
}
# What every lesson that gets through promises to the page, looked at without our own checks.
SOUND = """(l) => {
    const texts = (words) => Object.values(words).every((one) => typeof one === 'string');
    const whole = (x) => Number.isSafeInteger(x) && x >= 0;
    return [
        Array.isArray(l.experiment.layers), whole(l.iteration), Number.isFinite(l.minutes),
        !l.checkpoint || typeof l.checkpoint.values === 'string', texts(l.title),
        l.parts.every((part) => ['number', 'choice', 'sign', 'goal'].includes(part.kind)
            && [part.at_least, part.at_most].every((x) => x === null || Number.isFinite(x))
            && typeof part.tensor === 'string' && part.cell.every(whole)
            && [part.text, part.ask, part.right, part.other].every(texts)
            && part.mistakes.every((one) => typeof one.bug === 'string' && texts(one.reply))),
    ].every(Boolean);
}"""
DECODED = f"""Promise.all(links.map(async (text) => {{
    try {{
        if (!address.namesOwn(text)) return 'nothing';
        return ({SOUND})((await own.ownIn(text)).lesson) ? 'sound' : 'unsound';
    }} catch (error) {{
        return error instanceof checks.Misfit ? 'refused' : String(error);
    }}
}}))"""


def link(chance: random.Random) -> str:
    """A link to a lesson with something wrong in it: in what it says, or in its letters."""
    if chance.random() < 0.7:
        return f"#own-lesson={pack(json.dumps(mutated(WHOLE, chance)))}&part=p1"
    return "#" + cut(f"own-lesson={pack(json.dumps(WHOLE))}&part=p1", chance)


def test_a_lesson_comes_back_as_it_was(core: Core) -> None:
    code = """(async () => {
        const lesson = own.validOwn(given);
        const hash = await own.ownAddress(lesson, 'p2');
        const { lesson: linked, part } = await own.ownIn('#' + hash);
        const text = own.ownFile(lesson);
        return [linked, part, own.isOwnFile(text) && own.readOwnFile(text), hash.length];
    })()"""
    linked, part, filed, length = ask(core, "lessons/own", code, given=WHOLE)
    assert linked == filed
    assert part == "p2"
    assert linked["experiment"] == WHOLE["experiment"]
    assert linked["parts"][0]["mistakes"][0] == WHOLE["parts"][0]["mistakes"][0]
    assert length < 1500


def test_mutated_links_are_right_or_refused(core: Core) -> None:
    chance = random.Random(18)
    links = [link(chance) for _ in range(500)]
    outcomes = ask(core, "lessons/own lessons/address data/checks", DECODED, links=links)
    assert set(outcomes) <= {"sound", "refused", "nothing"}, [
        (text, outcome) for text, outcome in zip(links, outcomes, strict=True) if " " in outcome
    ][:3]
    assert outcomes.count("sound") > 50
    assert outcomes.count("refused") > 100


def test_what_gets_through_is_told_or_refused_by_the_server(core: Core, server: int) -> None:
    """What the page would send, sent."""
    chance = random.Random(19)
    links = [link(chance) for _ in range(cases(100, 500))]
    code = """Promise.all(links.map(async (text) => {
        const found = await own.ownIn(text).catch(() => null);
        return found && JSON.stringify(found.lesson);
    }))"""
    bodies = [text for text in ask(core, "lessons/own", code, links=links) if text]
    assert len(bodies) > len(links) / 5
    with httpx.Client(base_url=f"http://localhost:{server}") as http:
        for body in bodies:
            kind = {"Content-Type": "application/json"}
            answer = http.post("/api/v1/lessons", content=body, headers=kind)
            assert answer.status_code in (200, 422), answer.text
            assert "json" in answer.headers["content-type"]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"experiment": None}, "experiment"),
        ({"iteration": -1}, "iteration"),
        ({"checkpoint": {"iteration": 1}}, "checkpoint.values"),
        ({"title": {"en": 1}}, "title.en"),
        ({"title": {"<b>": "x"}}, "title"),
        ({"again": 1}, "again"),
        ({"parts": {}}, "parts"),
        ({"parts": [{**WHOLE["parts"][0], "kind": "x"}]}, "parts[0].kind"),
        ({"parts": [{**WHOLE["parts"][0], "cell": [0.5]}]}, "parts[0].cell[0]"),
        ({"parts": [{**WHOLE["parts"][0], "mistakes": [{}]}]}, "parts[0].mistakes[0].bug"),
    ],
)
def test_a_misfit_names_its_place(core: Core, change: dict[str, Any], place: str) -> None:
    text = f"own-lesson={pack(json.dumps({**WHOLE, **change}))}"
    assert ask(core, "lessons/own", "own.ownIn(text).catch((e) => e.place)", text=text) == place


@pytest.mark.parametrize(("size", "outcome"), [(4_999_999, "read"), (5_000_001, "own-lesson")])
def test_a_link_swells_no_further_than_any_other(core: Core, size: int, outcome: str) -> None:
    head = json.dumps({**WHOLE, "note": ""})[:-2]
    text = f"own-lesson={pack(head + 'x' * (size - len(head) - 2) + chr(34) + '}')}"
    assert len(text) < 20_000
    code = "own.ownIn(text).then(() => 'read', (e) => e.place)"
    assert ask(core, "lessons/own", code, text=text) == outcome


def test_what_is_too_large_makes_no_link(core: Core) -> None:
    code = """(() => {
        let x = 1;
        const next = () => (x = (x * 1664525 + 1013904223) >>> 0);
        const letter = () => String.fromCharCode(256 + (next() >>> 19));
        const en = Array.from({length: 300000}, letter).join('');
        return own.ownAddress({...given, title: {en}});
    })()"""
    assert ask(core, "lessons/own", code, given=WHOLE) == ""


@pytest.mark.parametrize(
    ("rounded", "chosen", "expected"),
    [
        ([0.1, 0.2, 0.1, None], [0], ["", "", "a", "infinite"]),
        ([0.1, 0.2, 0.1, None], [0, 1], ["", "", "a", "infinite"]),
        ([0.1, 0.2, 0.1, None], [], ["", "", "", "infinite"]),
    ],
)
def test_two_mistakes_that_look_alike_are_not_ticked_together(
    core: Core, rounded: list[float | None], chosen: list[int], expected: list[str]
) -> None:
    all_ = [
        {"bug": "abcd"[k], "rounded": r, "lacks": "infinite" if r is None else None}
        for k, r in enumerate(rounded)
    ]
    code = "[all.map((one) => draft.clash(one, all, chosen)), draft.apart(all, 3)]"
    found, apart = ask(core, "lessons/draft", code, all=all_, chosen=["abcd"[k] for k in chosen])
    assert found == expected
    assert apart == ["a", "b"]


@pytest.mark.parametrize(
    ("pointer", "step", "part"),
    [
        ("/experiment/layers", 0, 0),
        ("/parts/2/tensor", 1, 2),
        ("/parts/1/mistakes/0/bug", 2, 1),
        ("/parts/1/mistakes/0/reply/en", 3, 1),
        ("/parts/0/text/ko", 3, 0),
        ("/title/en", 3, 0),
    ],
)
def test_a_problem_belongs_to_a_step_of_the_form(
    core: Core, pointer: str, step: int, part: int
) -> None:
    found = ask(core, "lessons/draft", "draft.placeOfProblem(pointer)", pointer=pointer)
    assert found == {"step": step, "part": part}


def test_the_lessons_of_a_sequence_go_along_in_every_address(core: Core) -> None:
    code = """(() => {
        const { packsIn, withCourse } = own;
        const at = withCourse("own-lesson=B&part=p1", ["A", "B", "A"]);
        return [at, packsIn(at, []), packsIn("own-lesson=C", ["A", "C"]),
            packsIn("own-lesson=B&part=p1", ["A", "B"]), packsIn("own-lesson=C&part=p1", ["A"]),
            packsIn("lesson=nudge&part=x", ["A"]), withCourse("", ["A"]), withCourse("t=1", [])];
    })()"""
    at = "own-lesson=B&part=p1&course-own=A&course-own=B&course-own=A"
    assert ask(core, "lessons/own", code) == [
        *(at, ["A", "B", "A"], ["C"], ["A", "B"], ["C"], ["A"], "course-own=A", "t=1")
    ]
