"""Playground links over HTTP: opened, refused with the place, and made again."""

import json
from pathlib import Path

import pytest

from engine import Experiment, from_playground

LINKS = json.loads(
    (Path(__file__).parents[2] / "engine" / "playground" / "links.json").read_text("utf-8")
)
ADDRESS = "playground"


@pytest.mark.parametrize("name", LINKS)
def test_a_link_becomes_an_experiment_that_can_be_posted_and_made_again(client, name):
    link = LINKS[name]["link"]
    answer = client.post(json.dumps({"link": link}), noun=ADDRESS).json()
    assert Experiment.from_json(answer["experiment"]).hash == from_playground(link).hash
    assert answer["drawn"] is False
    assert answer["seed"] in link
    traced = client.trace(answer["experiment"])
    assert traced.status_code == 200
    back = client.post(json.dumps({"experiment": answer["experiment"]}), noun=f"{ADDRESS}/links")
    assert back.json()["lost"] == []
    assert from_playground(back.json()["link"]).hash == from_playground(link).hash


def test_without_a_seed_one_is_drawn_and_told(client):
    seeds = set()
    for _ in range(5):
        answer = client.post(json.dumps({"link": "#dataset=xor"}), noun=ADDRESS).json()
        assert answer["drawn"] is True
        assert (
            answer["experiment"]["seed"] == answer["seed"] == answer["experiment"]["data"]["seed"]
        )
        seeds.add(answer["seed"])
    assert len(seeds) > 1


def test_what_makes_no_difference_is_listed(client):
    link = "#seed=1&cosX=true&discretize=true&activation=cube&regularizationRate=3&seed=2&q=1"
    link += "&x_hide=true"
    answer = client.post(json.dumps({"link": link}), noun=ADDRESS).json()
    assert {(n["field"], n["code"]) for n in answer["notes"]} == {
        ("cosX", "no_feature"), ("discretize", "display"), ("activation", "unknown_value"),
        ("regularizationRate", "no_regularization"), ("seed", "repeated"),
        ("q", "unknown_name"), ("x_hide", "display"),
    }  # fmt: skip
    assert answer["seed"] == "2"
    assert all(n["detail"].endswith(".") for n in answer["notes"])


@pytest.mark.parametrize(
    ("body", "pointer", "told"),
    [
        ([], "", "An object with the field link"),
        ({}, "", "An object with the field link"),
        ({"link": "#seed=1", "more": 1}, "", "An object with the field link"),
        ({"link": 5}, "/link", "This must be text."),
        ({"link": "hello"}, "/link", "no TensorFlow Playground link"),
        ({"link": "x" * 5000}, "/link", "at most 4000 letters"),
        ({"link": "#networkShape=4,0"}, "/link", "networkShape: this must be a whole number"),
        ({"link": "#batchSize=NaN"}, "/link", "batchSize: this is no number."),
    ],
)
def test_what_is_no_link_is_told(client, problem, body, pointer, told):
    found = problem(client.post(json.dumps(body), noun=ADDRESS), "invalid", pointer)
    assert told in found["detail"]
    assert "hello" not in json.dumps(found)


def test_what_the_playground_cannot_say_is_named(client, problem, small):
    answer = client.post(json.dumps({"experiment": small}), noun=f"{ADDRESS}/links")
    places = {e["pointer"] for e in problem(answer, "invalid")["errors"]}
    assert "/experiment/data" in places
    mine = from_playground("#seed=1").to_json() | {
        "shuffle": True, "batch": 15, "remainder": "drop", "frozen": ["b1"], "seed": 7,
        "schedule": {"kind": "cosine"}, "clip": {"kind": "clip_norm"}, "penalty": {"kind": "l1"},
    }  # fmt: skip
    answer = client.post(json.dumps({"experiment": mine}), noun=f"{ADDRESS}/links").json()
    assert {one["code"] for one in answer["lost"]} == {
        "order", "remainder", "frozen", "weights", "schedule", "clip", "penalty",
    }  # fmt: skip
