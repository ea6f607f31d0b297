"""What tells two experiments apart."""

from typing import Any

from playwright.sync_api import Page

from engine import example
from tests.static.pure import ask

MAZUR = example("mazur-2-2-2").experiment.to_json()


def between(page: Page, after: dict[str, Any], before: dict[str, Any] = MAZUR) -> list[Any]:
    found = ask(page, "data/differences", "differences.differences(a, b)", a=before, b=after)
    return [(d["field"], d["layer"], d["setting"], d["before"], d["after"]) for d in found]


def test_nothing_changed_is_nothing_told(page: Page) -> None:
    assert between(page, {**MAZUR}) == []


def test_each_change_has_its_place(page: Page) -> None:
    first, last = MAZUR["layers"]
    changed = {
        **MAZUR,
        "layers": [{**first, "activation": {"kind": "leaky_relu", "slope": 0.1}}, last],
        "learning_rate": 0.25,
        "optimizer": {"kind": "momentum", "momentum": 0.9},
        "inputs": [[1, 2]],
    }
    assert between(page, changed) == [
        ("activation", 0, None, "sigmoid", "leaky_relu"),
        ("optimizer", None, None, "sgd", "momentum"),
        ("learning_rate", None, None, 0.5, 0.25),
        ("inputs", None, None, None, None),
    ]
    steeper = {**changed, "optimizer": {"kind": "momentum", "momentum": 0.5}}
    assert between(page, steeper, changed) == [("optimizer", None, "momentum", 0.9, 0.5)]


def test_layers_that_come_or_go_are_counted(page: Page) -> None:
    more = {**MAZUR, "layers": [*MAZUR["layers"], MAZUR["layers"][-1]]}
    assert between(page, more) == [("layers", None, None, 2, 3)]


def test_data_go_by_their_name(page: Page) -> None:
    named = {**MAZUR, "data": {"kind": "moons", "seed": 1, "noise": 0.1}}
    noisy = {**named, "inputs": [[9]], "data": {**named["data"], "noise": 0.2}}
    assert between(page, noisy, named) == [("data", None, "noise", 0.1, 0.2)]


def test_deliberate_mistakes_are_told_by_name(page: Page) -> None:
    one = {**MAZUR, "bugs": ["sign_turned"]}
    two = {**MAZUR, "bugs": ["sign_turned", "weight_forgotten"]}
    assert between(page, one) == [("bugs", None, None, None, "sign_turned")]
    assert between(page, two, one) == [
        ("bugs", None, None, "sign_turned", "sign_turned weight_forgotten")
    ]
    assert between(page, {**MAZUR, "bugs": []}) == []
