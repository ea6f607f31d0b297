"""Concat: what it joins, what it refuses, and where the parts go back."""

import numpy as np
import pytest

from engine import Experiment, InvalidExperiment, Layer, check, registry, trace
from engine.explain.provenance import explain
from engine.families.layer import InvalidInput

DENSE = registry["dense"]


def _network(*branches, **more):
    rng = np.random.default_rng(1)
    layers = (*branches, Layer(registry["concat"](), reads=(0, 1, -1)), Layer(DENSE(1)))
    return Experiment(
        layers=layers,
        loss=registry["sse"](),
        inputs=rng.normal(size=(3, 2)),
        targets=np.ones((3, 1)),
        **more,
    )


def test_parts_lie_one_behind_the_other_and_go_back():
    tanh = registry["tanh"]()
    made = _network(Layer(DENSE(2), tanh), Layer(DENSE(3), tanh, (-1,)), input_gradient=True)
    t = trace(made)
    np.testing.assert_array_equal(t["concat2"], np.hstack([t["a1"], t["a2"], t["a0"]]))
    np.testing.assert_array_equal(t["d_a2"], t["d_concat2"][:, 2:5])
    np.testing.assert_array_equal(t["d_a0_concat2"], t["d_concat2"][:, 5:])
    ((read,),) = explain(t, "concat2", (1, 3)).terms
    assert (read.tensor, read.cell) == ("a2", (1, 1))
    assert all(c.agrees for c in check(made))


def test_what_has_another_form_is_refused():
    with pytest.raises(InvalidExperiment) as caught:
        Experiment(
            layers=(
                Layer(registry["conv2d"](1, 2)),
                Layer(registry["concat"](), reads=(0, -1)),
                Layer(registry["flatten"]()),
                Layer(DENSE(1)),
            ),
            loss=registry["sse"](),
            inputs=np.ones((1, 1, 3, 3)),
            targets=[[1.0]],
        )
    assert caught.value.pointer == "/layers/1/reads/1"


def test_the_input_that_does_not_fit_is_named_with_the_shape_that_would():
    op = registry["concat"]()
    assert op.shapes((2, 3, 3), (4, 3, 3)) == {"concat": (6, 3, 3)}
    with pytest.raises(InvalidInput, match="5 numbers cannot stand behind 2 × 3 × 3") as caught:
        op.shapes((2, 3, 3), (5,))
    assert (caught.value.number, caught.value.shape) == (1, (2, 3, 3))
