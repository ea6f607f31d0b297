"""Slices of the loss and what a step brings, against experiments that begin there."""

from dataclasses import replace

import numpy as np
import pytest

from engine import example, trace
from engine.explain.descent import descent, loss_slice

MAZUR = example("mazur-2-2-2").experiment


def loss_with(**parameters):
    return float(trace(replace(MAZUR, parameters={**MAZUR.start, **parameters}))["E"])


def test_a_slice_is_the_loss_with_that_weight():
    done = trace(MAZUR)
    points = np.linspace(-1, 1, 5)
    found = loss_slice(done, "W2", (1, 0), points)
    for point, loss in zip(points, found.losses, strict=True):
        W2 = MAZUR.start["W2"].copy()
        W2[1, 0] = point
        assert loss == pytest.approx(loss_with(W2=W2), rel=1e-14)
    assert (found.value, found.loss) == (0.5, pytest.approx(done["E"], rel=1e-15))
    assert found.gradient == done["d_W2"][1, 0]
    W2 = MAZUR.start["W2"].copy()
    W2[1, 0] = done["W2'"][1, 0]
    assert found.to == W2[1, 0]
    assert found.step.promised == found.gradient * (found.to - found.value)
    assert found.step.came == pytest.approx(loss_with(W2=W2) - done["E"], abs=1e-15)


def test_a_step_promises_and_brings():
    done = trace(MAZUR)
    found = descent(done)
    after = {name: done[f"{name}'"] for name in MAZUR.start}
    assert found.came == pytest.approx(loss_with(**after) - done["E"], abs=1e-15)
    moved = [name for name in MAZUR.start if name not in MAZUR.frozen]
    squares = sum(float((done[f"d_{name}"] ** 2).sum()) for name in moved)
    assert found.promised == pytest.approx(-MAZUR.learning_rate * squares, rel=1e-12)
    assert found.came < 0
    assert found.came == pytest.approx(found.promised, rel=0.01)


def test_only_parameters_have_a_slice():
    with pytest.raises(KeyError):
        loss_slice(trace(MAZUR), "a1", (0, 0), np.zeros(2))


def test_of_a_cell_that_is_not_there_there_is_no_slice():
    with pytest.raises(IndexError):
        loss_slice(trace(MAZUR), "W1", (-1, 0), np.zeros(1))
