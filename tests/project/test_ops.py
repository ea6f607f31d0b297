"""What an op brings beyond its own file: each test names what is missing, and where it belongs."""

import json
from pathlib import Path

import pytest

from engine.op import Op
from engine.ops import BUILT_IN, registry
from engine.program.build import sentence_keys
from tests.engine.ops.defaults import BOUNDS, DEFAULTS
from tests.engine.oracle import LAYER, PER_EXAMPLE, PHI

ROOT = Path(__file__).parents[2]
LOCALES = {
    p.stem: json.loads(p.read_text("utf-8")) for p in (ROOT / "static/locales").glob("*.json")
}
MODEL = (ROOT / "docs" / "model.md").read_text("utf-8")
OFFERED = [kind for kind, op in registry.items() if op.family not in BUILT_IN]
ORACLES = {"layer": LAYER, "activation": PHI, "loss": PER_EXAMPLE}
UPDATES = ("optimizer", "clip", "penalty", "schedule", "frozen")


def made(kind: str) -> Op:
    schema = registry[kind].schema()
    needed = [name for name in schema["required"] if name != "kind"]
    return registry[kind](**{name: schema["properties"][name]["minimum"] for name in needed})


def phases(op: Op) -> dict[str, str]:
    """The phase of each rule, by what it writes."""
    if op.family in UPDATES:
        return dict.fromkeys(op.rules, "update")
    found = dict.fromkeys(op.rules, "backward")
    found |= dict.fromkeys([r.writes for r in op.renewal], "update")
    return found | {r.writes: "loss" if op.family == "loss" else "forward" for r in op.forward}


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("kind", OFFERED)
def test_an_op_and_its_settings_have_names(kind: str, language: str) -> None:
    words = LOCALES[language]
    assert f"kind.{kind}" in words, f"static/locales/{language}.json needs kind.{kind}"
    for name in registry[kind].schema()["properties"].keys() - {"kind"}:
        keys = (f"setting.{kind}.{name}", f"setting.{name}")
        asked = name in UNNAMED or words.keys() & {*keys}
        assert asked, f"static/locales/{language}.json needs {keys[0]}"


UNNAMED = ("source", "reads")
"""Settings that have a field of their own on the page."""


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("kind", OFFERED)
def test_every_rule_of_an_op_has_a_sentence(kind: str, language: str) -> None:
    op, words = made(kind), LOCALES[language]
    for rule in op.rules.values():
        *keys, last = sentence_keys(op, rule, phases(op)[rule.writes])
        assert words.keys() & {*keys}, f"static/locales/{language}.json needs {keys[0]}"
        for chapter in ("ask", "why"):
            asked = [chapter + key.removeprefix("step") for key in (*keys, last)]
            assert words.keys() & {*asked}, f"static/locales/{language}.json needs {asked[0]}"


@pytest.mark.parametrize("kind", [k for k in OFFERED if registry[k].family != "initial"])
def test_an_op_has_its_row(kind: str) -> None:
    rows = [line for line in MODEL.splitlines() if line.startswith("|")]
    assert any(f"`{kind}`" in row for row in rows), f"docs/model.md needs a row for {kind}"


@pytest.mark.parametrize("kind", [k for k in OFFERED if registry[k].family in ORACLES])
def test_an_op_has_its_oracle(kind: str) -> None:
    assert kind in ORACLES[registry[kind].family], f"tests/engine/oracle.py needs {kind}"


@pytest.mark.parametrize("kind", OFFERED)
def test_defaults_and_bounds_of_an_op_are_pinned(kind: str) -> None:
    """So that a number is changed on purpose, and what docs/model.md says of it is looked at."""
    schema = registry[kind].schema()["properties"]
    numbers = {k: f["default"] for k, f in schema.items() if type(f.get("default")) in (int, float)}
    assert DEFAULTS.get(kind, {}) == numbers, f"tests/engine/ops/defaults.py needs {kind}"
    bounds = {k: (f["minimum"], f["maximum"]) for k, f in schema.items() if "minimum" in f}
    assert BOUNDS.get(kind, {}) == bounds, f"tests/engine/ops/defaults.py needs {kind}"
