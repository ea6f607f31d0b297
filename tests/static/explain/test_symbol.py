"""One name for one thing: a part keeps its indices, what has its own formula goes by that."""

import json
from typing import Any

import pytest

from app.schemas.serialize import trace_json
from engine import Experiment, trace
from tests.static.pure import Core, ask

DENSE = {"kind": "dense", "units": 1, "activation": "tanh"}
TEXTS = """async () => {
    const of = new trace.Trace(given);
    return tensors.flatMap((tensor) =>
        trace.cells(trace.cellShape(of.tensor(tensor))).map((place) =>
            symbol.cellText(of, { tensor, cell: [0, ...place] })));
}"""
NAMES = """async () => {
    const of = new trace.Trace(given);
    return [0, 1].flatMap((n) => trace.cells(trace.cellShape(of.tensor(tensor))).map((place) =>
        ownName.ownName(of, { tensor, cell: [n, ...place] })));
}"""


def _document(*layers: dict[str, Any], images: bool = False, **more: Any) -> dict[str, Any]:
    rows = [[[[0.5]], [[1.0]], [[-1.0]]]] if images else [[0.5, 1.0, -1.0, 2.0]]
    last = [{"kind": "flatten"}, DENSE] if images else [DENSE]
    made = {"layers": [*layers, *last], "loss": "half_sse", "inputs": rows, "targets": [[1.0]]}
    return json.loads(trace_json(trace(Experiment.from_json(made | more))))


def test_a_part_keeps_the_numbers_of_the_whole(core: Core) -> None:
    given = _document({"kind": "some", "start": 2, "length": 2}, input_gradient=True)
    tensors = ["some0", "d_some0", "d_a0"]
    assert ask(core, "explain/symbol data/trace", f"({TEXTS})()", given=given, tensors=tensors) == [
        *("x₃", "x₄", "∂E/∂x₃", "∂E/∂x₄"),
        *("∂E/∂x₁", "∂E/∂x₂", "∂E/∂x₃", "∂E/∂x₄"),
    ]


def test_a_part_of_a_layer_and_one_of_channels(core: Core) -> None:
    given = _document(DENSE | {"units": 3}, {"kind": "some", "start": 1, "length": 1})
    found = ask(core, "explain/symbol data/trace", f"({TEXTS})()", given=given, tensors=["some1"])
    assert found == ["x⁽¹⁾₂"]
    given = _document({"kind": "some", "start": 1, "length": 2}, images=True)
    found = ask(core, "explain/symbol data/trace", f"({TEXTS})()", given=given, tensors=["some0"])
    assert found == ["x₂₁₁", "x₃₁₁"]


@pytest.mark.parametrize(
    ("terms", "names"),
    [
        ("x1, x2^3, x1*x3^2", ["x₁", "x₂³", "x₁ · x₃²"]),
        ("sin(x2), x4*cos(x1)", ["sin x₂", "x₄ · cos x₁"]),
    ],
)
def test_a_feature_goes_by_its_formula(core: Core, terms: str, names: list[str]) -> None:
    given = _document({"kind": "features", "terms": terms})
    found = ask(core, "explain/own-name data/trace", f"({NAMES})()", given=given, tensor="f0")
    assert found == names * 2
    assert set(
        ask(core, "explain/own-name data/trace", f"({NAMES})()", given=given, tensor="a1")
    ) == {""}
