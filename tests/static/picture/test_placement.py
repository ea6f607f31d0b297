"""Where on the stage a number stands that belongs to many: under the title of its column."""

import json
import math
from typing import Any

import pytest

from app.schemas.serialize import trace_json
from engine import Experiment, trace
from tests.static.pure import Core, ask

HOMES = """async () => {
    const of = new trace.Trace(given);
    return [...placement.settle(of).homes].map(([name, home]) => [name, home.where]);
}"""
ROWS = {"inputs": [[1.0, 0.5], [-0.5, 0.25], [0.75, -1.0]], "targets": [[0.25], [1.0], [0.0]]}
IMAGES = {"inputs": [[[[1.0, 0.5], [0.25, -1.0]]] * 2], "targets": [[0.5]]}
DENSE = {"kind": "dense", "units": 1, "activation": "tanh"}


def _document(kind: str, units: int | None) -> dict[str, Any]:
    """A norm behind so many units, or of images with two channels."""
    first = [DENSE | {"units": units}] if units else []
    last = [DENSE] if units else [{"kind": "flatten"}, DENSE]
    layers, data = [*first, {"kind": kind}, *last], ROWS if units else IMAGES
    made = Experiment.from_json({"layers": layers, "loss": "half_sse", **data})
    return json.loads(trace_json(trace(made)))


def _cells(t: dict[str, Any]) -> list[int]:
    return t["shape"][1:] if t["batched"] else t["shape"]


@pytest.mark.parametrize(
    ("kind", "units", "cells"),
    [
        ("batch_norm", 3, [3]),
        ("batch_norm", 1, [1]),
        ("batch_norm", None, [2]),
        ("layer_norm", 3, []),
        ("layer_norm", None, []),
    ],
)
def test_statistics_and_state(core: Core, kind: str, units: int | None, cells: list[int]) -> None:
    given = _document(kind, units)
    found = dict(ask(core, "picture/placement data/trace", f"({HOMES})()", given=given))
    local = [t for t in given["tensors"] if t["role_kind"] == "statistic"]
    largest = max(math.prod(t["shape"]) for t in local)  # a number for each input, normalised
    many = [t for t in local if math.prod(t["shape"]) < largest]
    kept = [t for t in given["tensors"] if t["role_kind"] == "state"]
    assert len(many) == (4 if units else 2)  # nothing goes back to an image that is the input
    assert len(kept) == (4 if kind == "batch_norm" else 0)
    for t in [*many, *kept]:
        assert _cells(t) == cells
        assert found[t["name"]] == "statistic", t["name"]
    assert {found[t["name"]] for t in local if t not in many} == {"neuron"}
