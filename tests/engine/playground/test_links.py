"""Ten links of TensorFlow Playground, with the numbers that its own modules printed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine import Experiment, Training, trace
from engine.playground import from_playground
from engine.run.evaluation import Evaluation

LINKS = json.loads((Path(__file__).parent / "links.json").read_text("utf-8"))


@pytest.mark.parametrize("name", LINKS)
def test_data_and_starting_weights(name: str) -> None:
    told = LINKS[name]
    e = from_playground(told["link"])
    assert e.data is not None
    assert e.data.held_out is not None
    for part, first, count in (
        (e.data.training, told["first"], told["train"]),
        (e.data.held_out, told["firstTest"], told["test"]),
    ):
        assert len(part.inputs) == count
        points = [[p["x"], p["y"]] for p in first]
        np.testing.assert_allclose(part.inputs[: len(first)], points, rtol=0, atol=1e-15)
        heights = [[p["label"]] for p in first]
        np.testing.assert_allclose(part.targets[: len(first)], heights, rtol=0, atol=1e-15)
    for parameter, expected in parameters(told["at"]["0"]):
        np.testing.assert_allclose(e.start[parameter], expected, rtol=0, atol=1e-15)
    assert [layer.op.units for layer in e.layers if layer.op.kind == "dense"] == told["shape"][1:]


@pytest.mark.parametrize("name", LINKS)
def test_losses_and_weights_epoch_by_epoch(name: str) -> None:
    told = LINKS[name]
    e = from_playground(told["link"])
    training, done = Training(e), 0
    for epoch in sorted(map(int, told["at"])):
        training.run((epoch - done) * e.batches.per_epoch)
        done = epoch
        holds(e, training.checkpoint.values, told["at"][str(epoch)])


@pytest.mark.parametrize("name", LINKS)
def test_so_do_the_steps_that_are_shown(name: str) -> None:
    told = LINKS[name]
    e = from_playground(told["link"])
    holds(e, trace(e, 2 * e.batches.per_epoch - 1).checkpoint.values, told["at"]["2"])


def holds(e: Experiment, values: np.ndarray, expected: dict[str, Any]) -> None:
    """Weights and both losses agree to 1e-9 of the largest."""
    program = e.program(1)
    vector = np.zeros(program.size)
    vector[program.carried] = values
    for parameter, value in parameters(expected):
        found = program.tensors[parameter].view(vector)
        assert np.abs(found - value).max() <= 1e-9 * np.abs(value).max(initial=1e-3)
    parts = {"train": (e.inputs, e.targets), "test": e.data and e.data.held_out}
    for part, examples in parts.items():
        assert examples is not None
        assert Evaluation(e, *examples)(values).loss == pytest.approx(expected[part], rel=1e-9)


def parameters(at: dict[str, Any]) -> Iterator[tuple[str, np.ndarray]]:
    for k, layer in enumerate(at["params"], 1):
        yield f"W{k}", np.array(layer["W"], float)
        yield f"b{k}", np.array(layer["b"], float)
