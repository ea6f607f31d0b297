"""The oracle knows all there is, and finds what is wrong."""

import numpy as np
import pytest

from engine import example, trace
from tests.engine.graphs import LAYERS
from tests.engine.networks import ACTIVATIONS, LOSSES
from tests.engine.oracle import LAYER, PER_EXAMPLE, PHI, loss_and_gradients, off


def test_the_oracle_knows_every_layer_activation_and_loss():
    assert {*LAYER, "add"} == set(LAYERS)
    assert set(PHI) == set(ACTIVATIONS)
    assert set(PER_EXAMPLE) == set(LOSSES)


@pytest.mark.parametrize("name", ["mazur-2-2-2", "tiny-cnn"])
def test_the_oracle_sees_a_difference(name):
    t = trace(example(name).experiment)
    loss, gradients = loss_and_gradients(t)
    assert loss == pytest.approx(t["E"], rel=1e-14)
    assert {*t.program.parameters} < {*off(t, gradients)}
    assert max(off(t, gradients).values()) < 1e-13
    moved = gradients | {"W1": gradients["W1"] * (1 + 1e-9)}
    assert off(t, moved)["W1"] == pytest.approx(1e-9, rel=1e-3)


def test_the_gradient_of_the_input_is_asked_too():
    t = trace(example("tiny-cnn").experiment)
    assert t.experiment.input_gradient
    np.testing.assert_allclose(loss_and_gradients(t)[1]["a0"], t["d_a0"], rtol=1e-12, atol=1e-15)
