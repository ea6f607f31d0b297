"""Lessons of a teacher's own over HTTP: told, marked, played on; and what cannot be."""

import copy
import random
from typing import Any

import pytest

from app.api.own_lessons import LESSON, MISTAKES
from tests.samples import cases
from tests.static.mutated import mutated

AT = "/api/v1/lessons"


def post(client, path: str, body: Any, **query: Any):
    return client.request("POST", f"{AT}{path}", json=body, params=query)


def changed(**part: Any) -> dict[str, Any]:
    return {**LESSON, "parts": [{**LESSON["parts"][0], **part}]}


def test_a_lesson_is_told_like_those_of_the_course(client) -> None:
    own = post(client, "", LESSON).json()
    built_in = client.get(f"{AT}/three-factors").json()
    assert built_in.keys() <= own.keys()
    assert own["parts"][0].keys() == built_in["parts"][0].keys()
    assert own["words"]["en"]["p1.text"] == "The output is 0.490 and should be 1."
    assert own["words"]["ko"] == {"title": "출력의 가파르기"}
    assert own["id"] == post(client, "", copy.deepcopy(LESSON)).json()["id"]
    assert own["id"] != post(client, "", {**LESSON, "minutes": 6}).json()["id"]
    traced = client.request("POST", "/api/v1/traces", json={"experiment": own["states"]["here"]})
    assert traced.status_code == 200


def test_an_answer_to_it_is_marked_and_played_on(client) -> None:
    for answer, names in (("-0.127", ["right"]), ("−0,51", ["output_slope_forgotten"]), ("7", [])):
        found = post(client, "/marks", LESSON, task="q1", answer=answer).json()
        assert found["answers"] == names
        assert found["right"] == (names == ["right"])
    rows = post(client, "/plays", LESSON, task="q1", answer="output_slope_forgotten").json()["rows"]
    assert rows[0]["tensor"] == "d_z2"
    assert {"W2'", "E+"} <= {row["tensor"] for row in rows}


def test_the_moment_is_any_iteration_and_comes_back_to_be_gone_on_from(client) -> None:
    own = post(client, "", {**LESSON, "iteration": 7}).json()
    assert own["checkpoint"]["iteration"] == own["iteration"] == 7
    order = {k: own[k] for k in ("checkpoint", "iteration")}
    again = post(client, "", {**LESSON, **order}).json()
    assert again["words"] == own["words"]
    traced = {"experiment": own["states"]["here"], **order}
    assert client.request("POST", "/api/v1/traces", json=traced).status_code == 200


def test_fresh_numbers_come_from_a_seed_where_they_are_wanted(client) -> None:
    wanted = {**LESSON, "again": True}
    one, other, same = (post(client, "", wanted, seed=s).json() for s in (1, 2, 1))
    assert one == same
    assert one["words"] != other["words"]
    values = one["states"]["here"]["parameters"]
    assert values != LESSON["experiment"]["parameters"]
    refused = post(client, "", LESSON, seed=1).json()
    assert refused["errors"][0]["pointer"] == "/seed"


def test_mistakes_come_with_their_numbers_and_why_some_cannot_be_told(client) -> None:
    found = post(client, "/mistakes", MISTAKES).json()
    assert found["text"] == "−0.127"
    rows = {row["bug"]: row for row in found["mistakes"]}
    assert rows["output_slope_forgotten"]["text"] == "−0.510"
    assert rows["output_slope_forgotten"]["lacks"] is None
    assert rows["weight_forgotten"]["lacks"] == "same"
    assert rows["half_forgotten"]["rounded"] == rows["two_not_cancelled"]["rounded"]
    steep = {**MISTAKES["experiment"], "parameters": {"W1": [[0.8]], "b1": [-0.2], "W2": [[-0.6]],
                                                      "b2": [0.36]}}  # fmt: skip
    near = post(client, "/mistakes", {**MISTAKES, "experiment": steep}).json()["mistakes"]
    assert {row["lacks"] for row in near} >= {None, "same"}


MISTAKE = LESSON["parts"][0]["mistakes"][0]


@pytest.mark.parametrize(
    ("body", "pointer", "limit", "nearest"),
    [
        ({**LESSON, "title": {"en": " "}}, "/title", None, None),
        ({**LESSON, "title": {"de": "x"}}, "/title", None, None),
        ({**LESSON, "title": {"en": "x" * 301}}, "/title/en", 300, 300),
        ({**LESSON, "minutes": 0}, "/minutes", 1, 1),
        ({**LESSON, "minutes": 181}, "/minutes", 180, 180),
        ({**LESSON, "parts": []}, "/parts", 1, 1),
        ({**LESSON, "parts": LESSON["parts"] * 13}, "/parts", 12, 12),
        ({**LESSON, "patrs": []}, "", None, "parts"),
        ({**LESSON, "iteration": -1}, "/iteration", 0, 0),
        ({**LESSON, "experiment": {**LESSON["experiment"], "bugs": ["sign_turned"]}},
         "/experiment/bugs", [], None),
        ({k: v for k, v in LESSON.items() if k != "experiment"}, "/experiment", None, None),
        ({**LESSON, "checkpoint": {"iteration": 0, "values": [1.0]}},
         "/checkpoint/values", 4, None),
        (changed(kind="nubmer"), "/parts/0/kind", ["number", "choice", "sign", "goal"], "number"),
        (changed(kind="goal", at_least=1.0), "/parts/0/mistakes", [], None),
        (changed(kind="goal", mistakes=[]), "/parts/0/at_least", None, None),
        (changed(kind="goal", mistakes=[], at_least=-0.2), "/parts/0/at_least", ..., None),
        (changed(kind="goal", mistakes=[], at_least=1.0, at_most=0.5), "/parts/0/at_most", 1, 1),
        (changed(kind="goal", mistakes=[], at_most=-1, before="z1"), "/parts/0/before", None, None),
        (changed(at_most=1.0), "/parts/0/at_most", None, None),
        (changed(kind="sign"), "/parts/0/mistakes", [], None),
        (changed(kind="choice", mistakes=[]), "/parts/0/mistakes", 1, None),
        (changed(tensor="d_z"), "/parts/0/tensor", ..., "d_z2"),
        (changed(tensor="W1"), "/parts/0/tensor", ..., "W1'"),
        (changed(cell=[0]), "/parts/0/cell", 2, None),
        (changed(cell=[0, 4]), "/parts/0/cell/1", 0, 0),
        (changed(before="d_W2"), "/parts/0/before", "d_z2", "d_z2"),
        (changed(before="x"), "/parts/0/before", ..., ...),
        (changed(ask={"en": "x" * 301}), "/parts/0/ask/en", 300, 300),
        (changed(text={"ko": "x" * 6001}), "/parts/0/text/ko", 6000, 6000),
        (changed(text={"en": "{a2.0.0} {z9}"}), "/parts/0/text/en", ..., None),
        (changed(right={"en": "{a2.0.7}"}), "/parts/0/right/en", ..., None),
        (changed(other={"en": 1}), "/parts/0/other/en", None, None),
        (changed(mistakes=[{"bug": "half_forgoten"}]), "/parts/0/mistakes/0/bug", ...,
         "half_forgotten"),
        (changed(mistakes=[{"bug": "kernel_turned"}]), "/parts/0/mistakes/0/bug", ..., None),
        (changed(mistakes=[MISTAKE, MISTAKE]), "/parts/0/mistakes/1/bug", None, None),
        (changed(mistakes=[{"bug": "weight_forgotten"}]), "/parts/0/mistakes/0/bug", None, None),
        (changed(mistakes=[{"bug": "half_forgotten"}, {"bug": "two_not_cancelled"}]),
         "/parts/0/mistakes/1/bug", None, None),
        (changed(mistakes=[MISTAKE | {"reply": {"en": "{sign_turned}"}}]),
         "/parts/0/mistakes/0/reply/en", ..., None),
    ],
)  # fmt: skip
def test_what_cannot_be_is_a_problem_with_its_place(client, body, pointer, limit, nearest) -> None:
    answer = post(client, "", body)
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    fault = answer.json()["errors"][0]
    assert fault["pointer"] == pointer, fault
    for name, value in (("limit", limit), ("nearest", nearest)):
        assert value is ... or fault.get(name) == value, fault


def test_a_goal_is_told_like_those_of_the_course(client) -> None:
    """The delta at the output of the chain is −0.127: it is to hear more."""
    own = post(client, "", changed(kind="goal", mistakes=[], at_most=-0.14)).json()
    (task,) = own["parts"][0]["tasks"]
    built_in = client.get(f"{AT}/slope-decides").json()
    like = next(t for p in built_in["parts"] for t in p["tasks"] if t["kind"] == "reach")
    assert task.keys() == like.keys()
    assert task["kind"] == "reach"
    (condition,) = task["conditions"]
    assert condition.keys() == like["conditions"][0].keys()
    assert (condition["tensor"], condition["cell"]) == ("d_z2", [0, 0])
    assert (condition["at_least"], condition["at_most"]) == (None, -0.14)
    assert own["parts"][0]["before"] is None
    assert task["only"] == ["parameters", "learning_rate"]
    assert post(client, "/marks", changed(kind="goal", mistakes=[], at_most=-0.14),
                task="q1", answer="1").status_code == 422  # fmt: skip


def test_what_cannot_be_is_not_marked_either(client) -> None:
    wrong = changed(mistakes=[{"bug": "weight_forgotten"}])
    answer = post(client, "/marks", wrong, task="q1", answer="1")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/parts/0/mistakes/0/bug"


@pytest.mark.parametrize(
    ("path", "query", "pointer"),
    [
        ("", {"seed": 1000}, "/seed"),
        ("/marks", {"task": "q2", "answer": "1"}, "/task"),
        ("/marks", {"task": "q1"}, "/answer"),
        ("/marks", {"task": "q1", "answer": "many"}, "/answer"),
        ("/plays", {"task": "q1", "answer": "many"}, "/answer"),
    ],
)
def test_what_cannot_be_answered_is_a_problem_too(client, path, query, pointer) -> None:
    answer = post(client, path, LESSON, **query)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_a_moment_that_leaves_the_finite_numbers_is_refused(client) -> None:
    wild = {**LESSON["experiment"], "learning_rate": 1e308, "inputs": [[1e6]],
            "layers": [{"kind": "dense", "units": 1}] * 2}  # fmt: skip
    found = post(client, "", {**changed(mistakes=[]), "experiment": wild})
    assert found.status_code == 422
    assert found.json()["type"] == "/problems/diverged"


def test_mutated_lessons_are_told_or_refused(client) -> None:
    chance = random.Random(18)
    outcomes = []
    for _ in range(cases(60, 500)):
        body = mutated({**LESSON, "iteration": 2, "again": True}, chance)
        answer = post(client, chance.choice(["", "?seed=3"]), body)
        assert answer.status_code in (200, 400, 422), answer.text
        if answer.status_code != 200:
            assert answer.headers["content-type"] == "application/problem+json"
        outcomes.append(answer.status_code)
    assert set(outcomes) >= {200, 422}
