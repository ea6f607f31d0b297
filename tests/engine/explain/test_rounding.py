"""How far a loss may be off by rounding, against the sum of |t| |∂E/∂t| ε written out by hand."""

import numpy as np
import pytest

from engine import Experiment, example, trace
from engine.explain.rounding import EPSILON, uncertainty

MAZUR = example("mazur-2-2-2").experiment


def of_sums(t, layer, x):
    """What a layer's sums add: of each the size of its terms, which may cancel."""
    W, b = (np.abs(t[f"{name}{layer}"]) for name in "Wb")
    return np.sum((np.abs(t[x]) @ W.T + b) * np.abs(t[f"d_z{layer}"]))


def of_values(t, name):
    return np.sum(np.abs(t[name] * t[f"d_{name}"]))


def test_every_number_on_the_way_adds_its_share():
    t = trace(MAZUR)
    expected = of_sums(t, 1, "a0") + of_values(t, "a1") + of_sums(t, 2, "a1") + of_values(t, "a2")
    assert uncertainty(t) == pytest.approx(EPSILON * expected, rel=1e-12, abs=0)


def test_large_terms_that_cancel_count_in_full():
    given = {"W1": [[1e6, -1e6]], "b1": [0.0]}
    document = {"layers": [{"kind": "dense", "units": 1}], "loss": "half_sse", "parameters": given}
    t = trace(Experiment.from_json(document | {"inputs": [[1.0, 1.0]], "targets": [[1.0]]}))
    assert t["z1"] == 0
    assert uncertainty(t) == pytest.approx(EPSILON * 2e6, rel=1e-12, abs=0)


def test_an_output_that_the_loss_does_not_read_adds_nothing_unless_it_is_moved():
    document = MAZUR.to_json() | {"loss": "binary_cross_entropy"}  # of σ, from z
    t = trace(Experiment.from_json(document))
    before = of_sums(t, 1, "a0") + of_values(t, "a1") + of_sums(t, 2, "a1")
    assert uncertainty(t) == pytest.approx(EPSILON * before, rel=1e-12, abs=0)
    moved = before + of_values(t, "a2")
    assert uncertainty(t, "a2") == pytest.approx(EPSILON * moved, rel=1e-12, abs=0)
    assert uncertainty(t, "W1") == uncertainty(t)
