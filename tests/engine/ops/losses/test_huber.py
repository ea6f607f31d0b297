"""Huber's loss against numbers of PyTorch, and that the complex step sees it."""

import numpy as np
import pytest

from engine import Experiment, Layer, check, registry, trace


def _at(error):
    return Experiment(
        layers=(Layer(registry["dense"](1)),),
        loss=registry["huber"](delta=0.5),
        inputs=[[1.0]],
        targets=[[0.0]],
        parameters={"W1": [[error]], "b1": [0.0]},
    )


@pytest.mark.parametrize(
    ("error", "loss", "slope"),
    [(0.25, 0.03125, 0.25), (0.5, 0.125, 0.5), (1.0, 0.375, 0.5), (-1.0, 0.375, -0.5)],
)
def test_values_and_slopes(error, loss, slope):
    t = trace(_at(error))
    assert float(t["E"]) == loss
    assert t["d_a1"].item() == slope


@pytest.mark.parametrize("error", [0.3, 2.0, -7.0])
def test_the_complex_step_finds_the_gradient(error):
    for cell in check(_at(error)):
        assert cell.agrees
        assert cell.complex_step == pytest.approx(np.clip(error, -0.5, 0.5), rel=1e-12)
