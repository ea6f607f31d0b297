"""Examples held out of learning, and what the numbers of the data are called."""

import json

import pytest

from app.schemas.datasets import drawn
from engine.data import datasets
from engine.pausing import finish
from tests.static.data.test_layers import run
from tests.static.pure import Core

MANY = [kind for kind in datasets if kind != "logic"]


@pytest.mark.parametrize("kind", MANY)
def test_held_out_examples_are_those_of_the_data(core: Core, kind: str) -> None:
    data = json.loads(finish(drawn(datasets[kind](test=0.3), 1)))
    found = run(core, "[m.heldOut(d), m.namesOf(d, false)]", d=data)
    assert found[0] == {name: [data[name][k] for k in data["test"]] for name in found[0]}
    assert found[1]["classes"] == data["classes"]
    assert len(found[1]["targets"]) == len(data["targets"][0])
    whole = json.loads(finish(drawn(datasets[kind](test=0.0), 1)))
    assert run(core, "m.heldOut(d)", d=whole) is None


def test_every_class_is_found_again_from_its_target(core: Core) -> None:
    for kind, of in datasets.items():
        codes = of.schema()["properties"].get("targets", {}).get("enum", [])
        for code in codes:
            if len(getattr(of(), "classes", ())) != 2 and code != "one_hot":
                continue
            data = json.loads(finish(drawn(of(targets=code), 0)))
            found = run(core, "d.targets.map((y) => m.classOf(y, d.classes))", d=data)
            assert found == [data["classes"][k] for k in data["labels"]], (kind, code)
    others = [[0.5], [2], [1, 1], [0, 0], [0.5, 0.5], [1, 0, 0]]
    code = "others.map((y) => m.classOf(y, ['a', 'b']))"
    assert run(core, code, others=others) == [None] * len(others)
    assert run(core, "m.classOf([3.5], [])") is None


def test_held_out_examples_of_another_make_are_let_go(core: Core) -> None:
    test = {"inputs": [[1, 2]], "targets": [[0]]}
    for inputs, targets, fits in [
        ([[3, 4]], [[1]], True),
        ([[3, 4, 5]], [[1]], False),
        ([[3, 4]], [[1, 0]], False),
    ]:
        found = run(core, "m.fittingTest(t, e)", t=test, e={"inputs": inputs, "targets": targets})
        assert found == (test if fits else None)
    assert run(core, "m.fittingTest(null, {inputs: [[1]], targets: [[1]]})") is None
