"""Gradings over HTTP: those of the engine, with faults told by their places."""

import json

import pytest

from app.schemas import serialize_grading
from engine import example, trace

ADDRESS = "/api/v1/gradings"
MAZUR = example("mazur-2-2-2").experiment


def post(client, answers, **more):
    order = {"experiment": MAZUR.to_json(), "answers": answers, **more}
    return client.request("POST", ADDRESS, json=order)


def test_right_numbers_are_right(client):
    told = post(client, {"E": "0,2984", "d_W2": [["8.22e-2", None], [None, "−0.0227"]]}).json()
    assert told["verdict"] == "right"
    assert told["counts"] == {"given": 3, "right": 3, "follows": 0, "convention": 0, "wrong": 0}
    assert (told["first_wrong"], told["explanations"], told["decide"]) == (None, [], None)
    assert (told["hash"], told["iteration"], told["batch"]) == (MAZUR.hash, 0, 1)
    assert told["cells"][0] == {
        "tensor": "E", "cell": [], "given": 0.2984, "within": 0.00005,
        "expected": trace(MAZUR)["E"].item(), "from_own": None, "verdict": "right",
    }  # fmt: skip


def test_a_mistake_is_named_with_its_step(client):
    told = post(client, {"d_z2": [[0.741, -0.217]], "d_W2": {"0,0": 0.4396}}).json()
    assert told["verdict"] == "wrong"
    step = [s.writes for s in trace(MAZUR).program.steps].index("d_z2")
    assert told["first_wrong"] == {"tensor": "d_z2", "cell": [0, 0], "step": step}
    assert told["explanations"] == [
        {"kind": "bug", "bugs": ["output_slope_forgotten"], "tensor": "d_z2", "step": step}
    ]
    assert [c["verdict"] for c in told["cells"]] == ["wrong", "wrong", "follows"]


def test_a_convention_is_said_and_what_decides_it(client):
    told = post(client, {"E": 0.5967, "d_a2": [1.4827, -0.4341]}).json()
    assert told["verdict"] == "convention"
    assert told["explanations"] == [
        {
            "kind": "convention",
            "conventions": ["no_half"],
            "keys": ["convention.no_half"],
            "order": None,
        }
    ]
    assert {c["verdict"] for c in told["cells"]} == {"convention"}
    told = post(client, {"d_a2": [1.4827, -0.4341]}).json()
    assert told["verdict"] == "undecided"
    assert told["decide"]["tensor"] == "E"
    assert len(told["decide"]["values"]) == len(told["explanations"]) == 2


def test_a_later_iteration_and_a_checkpoint(client):
    start = trace(MAZUR, 2).checkpoint
    later = trace(MAZUR, 4)
    answers = {"E": float(f"{later['E']:.5g}")}
    for more in ({"iteration": 4}, {"iteration": 4, "checkpoint": start.to_json()}):
        told = post(client, answers, **more).json()
        assert (told["verdict"], told["iteration"]) == ("right", 4)
    assert post(client, answers).json()["verdict"] == "wrong"


def test_deliberate_bugs_are_left_out(client):
    wrong = MAZUR.to_json() | {"bugs": ["output_slope_forgotten"]}
    told = post(client, {"d_z2": [[0.741, -0.217]]}, experiment=wrong).json()
    assert told["explanations"][0]["bugs"] == ["output_slope_forgotten"]
    assert told["hash"] == MAZUR.hash


@pytest.mark.parametrize(
    ("answers", "pointer", "limit", "nearest"),
    [
        ({"d_W9": 1}, "/answers", None, "d_W2"),
        ({"d_W2": [1, 2]}, "/answers/d_W2/0", [2], None),
        ({"d_W2": [[1, 2]]}, "/answers/d_W2", [2, 2], None),
        ({"W1'": {"0,2": 1}}, "/answers/W1'", [2, 2], [0, 1]),
        ({"E": "0,3 or so"}, "/answers/E", None, 0.3),
        ({"z1": [[1e300, None]]}, "/answers/z1/0/0", 1e100, 1e100),
        ({"z1": [[True, None]]}, "/answers/z1/0/0", None, None),
        ({}, "/answers", 1, 1),
        ([], "/answers", None, None),
    ],
)
def test_what_does_not_fit_is_told(client, answers, pointer, limit, nearest):
    response = post(client, answers)
    assert response.status_code == 422
    (fault,) = response.json()["errors"]
    assert fault["pointer"] == pointer
    assert fault.get("nearest") == nearest
    if limit is not None:
        assert fault["limit"] == limit


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_no_number_is_not_finite(client, number):
    order = json.dumps({"experiment": MAZUR.to_json(), "answers": {"E": 7}})
    response = client.request(
        "POST", ADDRESS, content=order.replace('"E": 7', f'"E": {number}'),
        headers={"Content-Type": "application/json"},
    )  # fmt: skip
    assert response.status_code == 400
    assert response.json()["type"].endswith("/not-finite")


def test_what_would_take_too_long_is_refused(client):
    response = post(client, {"E": 1}, iteration=10**7)
    assert response.status_code == 422
    assert response.json()["type"].endswith("/too-much-work")
    (fault,) = response.json()["errors"]
    assert post(client, {"E": 1}, iteration=fault["nearest"] + 1).status_code == 422


def test_the_cells_of_a_large_network_are_written_as_those_of_a_small_one(client, monkeypatch):
    done = trace(MAZUR)
    answers = {s.writes: done[s.writes].round(4).tolist() for s in done.program.steps[:9]}
    answers["W1"] = {"1,0": 0.25}
    small = post(client, answers).content
    monkeypatch.setattr(serialize_grading, "KNOWN", 0)
    monkeypatch.setattr(serialize_grading, "AT_ONCE", 4)
    assert post(client, answers).content == small
