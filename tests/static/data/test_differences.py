"""What tells two experiments apart."""

from typing import Any

from engine import example
from tests.static.pure import Core, ask

MAZUR = example("mazur-2-2-2").experiment.to_json()


def between(core: Core, after: dict[str, Any], before: dict[str, Any] = MAZUR) -> list[Any]:
    found = ask(core, "data/differences", "differences.differences(a, b)", a=before, b=after)
    return [(d["field"], d["layer"], d["setting"], d["before"], d["after"]) for d in found]


def test_nothing_changed_is_nothing_told(core: Core) -> None:
    assert between(core, {**MAZUR}) == []


def test_each_change_has_its_place(core: Core) -> None:
    first, last = MAZUR["layers"]
    changed = {
        **MAZUR,
        "layers": [{**first, "activation": {"kind": "leaky_relu", "slope": 0.1}}, last],
        "learning_rate": 0.25,
        "optimizer": {"kind": "momentum", "momentum": 0.9},
        "inputs": [[1, 2]],
    }
    assert between(core, changed) == [
        ("activation", 0, None, "sigmoid", "leaky_relu"),
        ("optimizer", None, None, "sgd", "momentum"),
        ("learning_rate", None, None, 0.5, 0.25),
        ("inputs", None, None, None, None),
    ]
    steeper = {**changed, "optimizer": {"kind": "momentum", "momentum": 0.5}}
    assert between(core, steeper, changed) == [("optimizer", None, "momentum", 0.9, 0.5)]


def test_layers_that_come_or_go_are_counted(core: Core) -> None:
    more = {**MAZUR, "layers": [*MAZUR["layers"], MAZUR["layers"][-1]]}
    assert between(core, more) == [("layers", None, None, 2, 3)]


def test_data_go_by_their_name(core: Core) -> None:
    named = {**MAZUR, "data": {"kind": "moons", "seed": 1, "noise": 0.1}}
    noisy = {**named, "inputs": [[9]], "data": {**named["data"], "noise": 0.2}}
    assert between(core, noisy, named) == [("data", None, "noise", 0.1, 0.2)]


def test_deliberate_mistakes_are_told_by_name(core: Core) -> None:
    one = {**MAZUR, "bugs": ["sign_turned"]}
    two = {**MAZUR, "bugs": ["sign_turned", "weight_forgotten"]}
    assert between(core, one) == [("bugs", None, None, None, "sign_turned")]
    assert between(core, two, one) == [
        ("bugs", None, None, "sign_turned", "sign_turned weight_forgotten")
    ]
    assert between(core, {**MAZUR, "bugs": []}) == []
