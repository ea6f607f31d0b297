"""Linear layers multiplied into one."""

import numpy as np
import pytest

from engine import Experiment, trace
from engine.explain.collapse import NotLinear, collapse


def linear(*units: int, **more: object) -> Experiment:
    rng = np.random.default_rng(7)
    inputs = rng.normal(size=(6, 3))
    return Experiment.from_json(
        {
            "layers": [
                {"kind": "dense", "units": n, "activation": {"kind": "identity"}} for n in units
            ],
            "loss": "half_sse",
            "inputs": inputs.tolist(),
            "targets": rng.normal(size=(6, units[-1])).tolist(),
            "initial_bias": {"kind": "normal"},
            "seed": 5,
            "learning_rate": 0.001,
            **more,
        }
    )


def test_five_linear_layers_and_their_one_matrix_answer_alike() -> None:
    t = trace(linear(4, 5, 3, 6, 2), 3)
    products = collapse(t)
    assert [p.layers for p in products] == [1, 2, 3, 4, 5]
    for p in products:
        assert np.max(np.abs(p(t["a0"]) - t[f"z{p.layers}"])) < 1e-12
    assert products[-1].W.shape == (2, 3)
    assert np.any(products[-1].b)


def test_the_textbook_product() -> None:
    given = {"W1": [[0.11, 0.21], [0.12, 0.08]], "W2": [[0.14, 0.15]], "b1": [0, 0], "b2": [0]}
    of = linear(2, 1, inputs=[[2, 3]], targets=[[1]], parameters=given)
    one = collapse(trace(of))[-1]
    assert one.W.round(4).tolist() == [[0.0334, 0.0414]]  # hmkcode's example, multiplied by hand
    assert one(np.array([[2.0, 3.0]])).round(3).tolist() == [[0.191]]


def test_what_bends_is_named() -> None:
    of = linear(4, 1)
    layers = [layer.to_json() for layer in of.layers]
    layers[1]["activation"] = {"kind": "tanh"}
    with pytest.raises(NotLinear, match="layer 2 is not linear") as told:
        collapse(trace(Experiment.from_json({**of.to_json(), "layers": layers})))
    assert told.value.layer == 2
