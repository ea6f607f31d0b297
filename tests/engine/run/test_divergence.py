"""A run that leaves the finite numbers names the cell and what it was computed from."""

from dataclasses import replace

import numpy as np
import pytest

from engine import Diverged, Experiment, example, registry, trace
from engine.explain.non_finite import SHOWN, explain_non_finite
from engine.run.divergence import first_non_finite

MAZUR = example("mazur-2-2-2").experiment


def _descent(rate, weight=1.0, inputs=((1.0,),)):
    """z = w x under the loss ½ z², so that w' = w (1 − η x²)."""
    return Experiment.from_json(
        {
            "layers": [{"kind": "dense", "units": 1}],
            "loss": "half_sse",
            "inputs": inputs,
            "targets": [[0.0]] * len(inputs),
            "learning_rate": rate,
            "parameters": {"W1": [[weight] * len(inputs[0])], "b1": [0.0]},
            "frozen": ["b1"],
        }
    )


def test_the_operands_are_those_of_the_first_cell_that_left():
    t = trace(_descent(1e9), 1000)
    at = t.diverged
    assert (at.tensor, at.value, at.iteration) == ("E", "inf", t.iteration + 1)
    told = {(o.role, o.tensor, o.cell): o.value for o in explain_non_finite(at)}
    assert told.keys() == {("a", "a1", (0, 0)), ("y", "y", (0, 0))}
    assert told["a", "a1", (0, 0)] == t["W1'"][0, 0] == explain_non_finite(at)[0].value
    assert told["a", "a1", (0, 0)] > np.finfo(float).max ** 0.5


def test_an_update_names_weight_rate_and_gradient():
    with pytest.raises(Diverged) as caught:
        trace(_descent(1e308, weight=1e10))
    at = caught.value.where
    assert (at.tensor, at.cell, at.value) == ("W1'", (0, 0), "-inf")
    assert str(caught.value) == "W1'[0, 0] is not finite"
    assert [(o.role, o.tensor, o.value) for o in explain_non_finite(at)] == [
        ("w", "W1", 1e10),
        ("eta", "eta", 1e308),
        ("d_w", "d_W1", 1e10),
    ]


def test_of_a_long_sum_the_largest_terms_are_told():
    inputs = [[10.0**k for k in range(-20, 20)]]
    with pytest.raises(Diverged) as caught:
        trace(_descent(0.1, weight=1e300, inputs=inputs))
    at = caught.value.where
    assert (at.tensor, at.value, len(explain_non_finite(at))) == ("z1", "inf", SHOWN)
    assert explain_non_finite(at)[0].tensor == "b1"
    sizes = [abs(o.value) for o in explain_non_finite(at)[1:]]
    assert sizes == sorted(sizes, reverse=True)


def test_what_is_no_number_is_called_so():
    t = trace(MAZUR)
    vector = t.vector.copy()
    t.program.tensors["z2"].view(vector)[0, 1] = np.nan
    t.program.tensors["d_W1"].view(vector)[...] = np.inf
    at = first_non_finite(replace(t, vector=vector))
    assert (at.tensor, at.cell, at.value) == ("z2", (0, 1), "nan")
    assert {o.tensor for o in explain_non_finite(at)} == {"b2", "W2", "a1"}


def test_the_last_finite_iteration_is_kept_whatever_the_optimizer():
    for kind in ("momentum", "nesterov"):
        experiment = replace(_descent(1e9), optimizer=registry[kind]())
        t = trace(experiment, 1000)
        last = trace(experiment, t.iteration)
        assert last.diverged is None
        assert last.vector.tobytes() == t.vector.tobytes()
        assert t.diverged.iteration == t.iteration + 1


def test_from_a_checkpoint_the_same_is_told():
    experiment = _descent(1e9)
    t = trace(experiment, 1000)
    start = trace(experiment, t.iteration - 3).checkpoint
    assert trace(experiment, 1000, start).diverged == t.diverged
    with pytest.raises(Diverged) as caught:
        trace(experiment, 1000, t.checkpoint)
    assert caught.value.where == t.diverged
