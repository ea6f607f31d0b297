"""Lessons over HTTP: read, marked, played on; and what cannot be."""

import pytest

from engine.lessons import LESSONS


def test_the_course_is_listed_in_its_order(client):
    listed = client.get("/api/v1/lessons").json()["lessons"]
    assert [row["id"] for row in listed] == list(LESSONS)
    assert [row["number"] for row in listed] == sorted(row["number"] for row in listed)


@pytest.mark.parametrize("id", LESSONS)
def test_a_lesson_can_be_read_and_its_states_can_be_traced(client, id):
    lesson = client.get(f"/api/v1/lessons/{id}").json()
    assert lesson["id"] == id
    assert lesson["parts"]
    for state in lesson["states"].values():
        answer = client.request("POST", "/api/v1/traces", json={"experiment": state})
        assert answer.status_code == 200, answer.text


def test_an_answer_is_marked_and_played_on(client):
    at = "/api/v1/lessons/slope-decides"
    right = client.get(f"{at}/marks", params={"task": "guess", "answer": "-0.0024"}).json()
    assert right["right"]
    assert right["answers"] == ["right"]
    wrong = client.get(f"{at}/marks", params={"task": "guess", "answer": "same"}).json()
    assert not wrong["right"]
    assert wrong["answers"] == ["same"]
    played = client.get(f"{at}/plays", params={"task": "guess", "answer": "same"}).json()
    assert {row["tensor"] for row in played["rows"]} >= {"d_z2", "d_W2", "W2'", "E+"}
    chips = {"task": "rule", "answer": ["error", "times", "slope"]}
    assert client.get(f"{at}/marks", params=chips).json()["right"]


def test_fresh_numbers_come_from_a_seed(client):
    at = "/api/v1/lessons/slope-decides"
    one, other, again = (client.get(at, params={"seed": s}).json() for s in (1, 2, 1))
    assert one == again
    assert one["values"] != other["values"]


@pytest.mark.parametrize(
    ("path", "status", "pointer", "nearest"),
    [
        ("slope-decide", 404, "", "slope-decides"),
        ("x/marks?task=a&answer=1", 404, "", None),
        ("slope-decides?seed=1000", 422, "/seed", 999),
        ("slope-decides?seed=-1", 422, "/seed", 0),
        ("slope-decides?seed=x", 422, "/seed", None),
        ("slope-decides?sed=1", 422, "", "seed"),
        ("slope-decides/marks?task=gues&answer=1", 422, "/task", "guess"),
        ("slope-decides/marks?task=guess", 422, "/answer", None),
        ("slope-decides/marks?task=guess&answer=abc", 422, "/answer", None),
        ("slope-decides/marks?task=guess&answer=1e999999", 422, "/answer", None),
        ("slope-decides/marks?task=fastest&answer=1", 422, "/task", None),
        ("slope-decides/plays?task=rule&answer=error", 422, "/task", None),
        ("linear-stays-linear/plays?task=multiply&answer=1", 422, "/answer", None),
    ],
)
def test_what_cannot_be_is_a_problem(client, path, status, pointer, nearest):
    answer = client.get(f"/api/v1/lessons/{path}")
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    fault = answer.json()["errors"][0]
    assert fault["pointer"] == pointer
    assert nearest is None or fault["nearest"] == nearest
