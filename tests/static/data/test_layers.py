"""Layers added, removed and moved; which parameters go along."""

import json
from typing import Any

from app.schemas.kinds import kinds as wire_kinds
from app.schemas.serialize import trace_json
from engine import Experiment, example, trace
from tests.static.pure import Core

KINDS = json.loads(wire_kinds().model_dump_json())["kinds"]
MAZUR = example("mazur-2-2-2").experiment.to_json()


MODULES = (
    "data/form", "data/kinds", "data/layers", "data/examples", "data/parameters", "data/quickfix",
    "picture/scatter", "data/starter", "data/trace", "data/test-split", "picture/drag",
    "data/table", "picture/visible-rows", "data/history", "picture/input-domain",
)  # fmt: skip


def run(core: Core, code: str, **values: Any) -> Any:
    """What an expression over the modules gives."""
    names = ", ".join(["m", "Trace", *values])
    return core.evaluate(
        f"""async ({{base, ...rest}}) => {{
            const load = (name) => import(`${{base}}/core/${{name}}.js`);
            const m = Object.assign({{file: await load('data/file')}},
                ...await Promise.all({list(MODULES)}.map(load)));
            return (({{{names}}}) => {code})({{m, Trace: m.Trace, ...rest}}); }}""",
        **values,
    )


def document(experiment: dict[str, Any], iteration: int = 0) -> Any:
    return json.loads(trace_json(trace(Experiment.from_json(experiment), iteration)))


def carried(core: Core, plan: str, experiment: dict[str, Any]) -> dict[str, Any]:
    """The experiment that a plan makes, its parameters carried over."""
    made = run(core, f"m.{plan}", e=experiment)
    after = document({**made["experiment"], "parameters": {}, "frozen": []})
    found = run(
        core,
        "m.carried(plan, new Trace(a), new Trace(b))",
        plan=made, a=document(experiment), b=after,
    )  # fmt: skip
    Experiment.from_json(found)  # it is one, whatever was changed
    return dict(found)


def test_a_new_layer_moves_the_names_behind_it(core: Core) -> None:
    layer = '{ kind: "dense", units: 2, activation: { kind: "tanh" } }'
    found = carried(core, f"layerAdded(e, 0, {layer})", {**MAZUR, "frozen": ["b1", "b2"]})
    assert found["parameters"] == {
        "W2": MAZUR["parameters"]["W1"],
        "b2": MAZUR["parameters"]["b1"],
        "W3": MAZUR["parameters"]["W2"],
        "b3": MAZUR["parameters"]["b2"],
    }
    assert found["frozen"] == ["b1", "b2", "b3"]


def test_what_no_longer_fits_is_left_out(core: Core) -> None:
    found = carried(core, "inPlace(m.withValue(e, ['layers', 0, 'units'], 3))", MAZUR)
    assert found["parameters"] == {"b2": MAZUR["parameters"]["b2"]}


def test_a_removed_layer_takes_its_parameters_along(core: Core) -> None:
    found = carried(core, "removed(e, 0)", {**MAZUR, "frozen": ["W1"]})
    assert found["parameters"] == {
        "W1": MAZUR["parameters"]["W2"],
        "b1": MAZUR["parameters"]["b2"],
    }
    assert found["frozen"] == []


def test_moved_layers_keep_their_parameters_and_what_they_read(core: Core) -> None:
    dense = {"kind": "dense", "units": 2, "activation": {"kind": "tanh"}}
    skip = {"kind": "add", "source": 0}
    experiment = {**MAZUR, "layers": [dense, dense, skip, MAZUR["layers"][1]], "parameters": {}}
    found = run(core, "m.moved(e, 0, 1)", e=experiment)
    assert found["from"] == [1, 0, 2, 3]
    assert found["experiment"]["layers"][2]["source"] == 1
    inserted = run(core, "m.layerAdded(e, 0, {kind: 'dense'})", e=experiment)
    assert inserted["experiment"]["layers"][3]["source"] == 1


def test_shapes_change_with_layers_and_inputs_alone(core: Core) -> None:
    for path, value, same in [
        (["learning_rate"], 3, True),
        (["layers", 0, "activation"], {"kind": "relu"}, True),
        (["inputs", 0, 0], 7, True),
        (["layers", 0, "units"], 5, False),
        (["inputs"], [[1, 2, 3]], False),
    ]:
        code = "m.sameShapes(e, m.withValue(e, path, value))"
        assert run(core, code, e=MAZUR, path=path, value=value) is same


def test_kinds_tell_their_count_and_whether_an_activation_stands_behind(core: Core) -> None:
    found = run(
        core,
        "Object.fromEntries(all.filter((k) => k.family === 'layer')"
        ".map((k) => [k.kind, [m.cellCountOf(k)?.name ?? null, m.takesActivation(k)]]))",
        all=KINDS,
    )
    assert found["dense"] == ["units", True]
    assert found["conv2d"] == ["filters", True]
    for kind in ("max_pool", "avg_pool", "flatten", "dropout", "add"):
        assert found[kind] == [None, False]


def test_a_layer_of_any_kind_is_whole(core: Core) -> None:
    for kind in (k for k in KINDS if k["family"] == "layer"):
        layer = run(core, "m.layerOf(kind, others)", kind=kind, others=MAZUR["layers"])
        assert set(kind["schema"]["required"]) <= set(layer)
        assert all(value is not None for value in layer.values())
        assert ("activation" in layer) == ("z" in kind["formulas"])


def test_the_last_layer_has_as_many_cells_as_targets(core: Core) -> None:
    wide, out = ({"kind": "dense", "units": n, "activation": {"kind": "tanh"}} for n in (4, 1))
    code = "m.ending(layers, 1, former, all)"
    assert run(core, code, layers=[wide], former=out, all=KINDS)[0]["units"] == 1
    # out was the last, then the two changed places: they change their counts too
    swapped = run(
        core,
        "((a, b) => m.ending([b, a], 1, b, all))(layers[0], layers[1])",
        layers=[wide, out], all=KINDS,
    )  # fmt: skip
    assert [layer["units"] for layer in swapped] == [4, 1]
    assert run(core, "m.another([out], 0, all)", out=out, all=KINDS)["units"] == 4
