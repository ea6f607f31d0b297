"""Bugs of an experiment over HTTP: which fit, and where they bite."""

import pytest

from engine import Experiment, example
from engine.bugs import bugs
from engine.program.buggy_program import fitting

MAZUR = example("mazur-2-2-2").experiment


def told(client, experiment: Experiment, **more):
    body = {"experiment": experiment.to_json(), **more}
    return client.request("POST", "/api/v1/bugs", json=body).json()


def test_those_that_fit_are_those_that_are_taken(client):
    found = {one["id"] for one in told(client, MAZUR)["fitting"]}
    assert "hidden_delta_from_updated_weights" in found
    assert "kernel_turned" not in found
    for name in bugs:
        body = {"experiment": MAZUR.to_json() | {"bugs": [name]}}
        answer = client.request("POST", "/api/v1/traces", json=body)
        assert (answer.status_code == 200) == (name in found), name


@pytest.mark.parametrize("name", sorted(fitting(MAZUR.program(1))))
def test_a_step_is_red_only_where_the_bug_bites(client, name):
    wrong = Experiment.from_json(MAZUR.to_json() | {"bugs": [name]})
    found = told(client, wrong, iteration=1)
    bites = {t for one in found["fitting"] if one["id"] == name for t in one["tensors"]}
    red = {step["tensor"] for step in found["steps"] if not step["agrees"]}
    assert red
    assert red <= bites
    assert not [s for s in told(client, MAZUR, iteration=1)["steps"] if not s["agrees"]]
