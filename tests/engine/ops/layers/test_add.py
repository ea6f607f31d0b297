"""Skip connections: where they may begin, and that gradients meet where paths part."""

import numpy as np
import pytest

from engine import Experiment, InvalidExperiment, Layer, check, registry, trace
from engine.explain.provenance import explain
from engine.families.layer import InvalidInput

DENSE = Layer(registry["dense"](2), registry["tanh"]())


def test_gradients_meet_and_are_summed():
    t = trace(_network(DENSE, DENSE, _add(0)))
    shares = [n for n, tensor in t.program.tensors.items() if tensor.kind == "share"]
    assert shares == ["d_a1_sum2", "d_a1_z2"]
    np.testing.assert_array_equal(t["d_a1"], t["d_a1_sum2"] + t["d_a1_z2"])
    step = t.program.writer["d_a1"]
    assert (step.phase, step.layer, t.program.ops[step.op].kind) == ("backward", 1, "gather")
    told = explain(t, "d_a1", (1, 0))
    assert [(r.tensor, r.cell) for r in told.reads] == [(n, (1, 0)) for n in shares]
    assert all(c.agrees for c in check(t.experiment))


def test_three_paths_give_three_shares_and_one_sum():
    t = trace(_network(DENSE, DENSE, _add(0), DENSE, _add(0)))
    step = t.program.writer["d_a1"]
    assert list(step.reads.values()) == ["d_a1_sum3", "d_a1_sum2", "d_a1_z2"]
    np.testing.assert_allclose(t["d_a1"], sum(t[n] for n in step.reads.values()), rtol=1e-15)
    assert all(c.agrees for c in check(t.experiment))


def test_the_input_can_be_added_and_its_gradient_is_a_sum_if_asked_for():
    layers = (DENSE, _add(-1))
    assert not {"d_a0", "d_skip"} & set(trace(_network(*layers)).program.writer)
    t = trace(_network(*layers, input_gradient=True))
    np.testing.assert_array_equal(t["sum1"], t["a1"] + t["a0"])
    np.testing.assert_array_equal(t["d_a0"], t["d_a0_sum1"] + t["d_a0_z1"])


def test_without_a_skip_nothing_is_gathered():
    t = trace(_network(DENSE, DENSE))
    assert {tensor.kind for tensor in t.program.tensors.values()}.isdisjoint({"share", "noise"})
    assert "gather" not in {op.kind for op in t.program.ops}


def test_one_path_that_does_nothing_doubles_nothing():
    """x + r of a layer that gives 0: the network is the one without it, and so is its gradient."""
    still = _network(DENSE, DENSE, _add(0), parameters={"W2": np.zeros((2, 2)), "b2": [0.0, 0.0]})
    plain = trace(_network(DENSE))
    t = trace(still)
    np.testing.assert_array_equal(t["sum2"], plain["a1"])
    np.testing.assert_allclose(t["d_W1"], plain["d_W1"], rtol=1e-12)


@pytest.mark.parametrize(
    ("layers", "place", "limit", "nearest"),
    [
        (("add -1",), "/layers/0", None, None),
        (("dense", "add 0"), "/layers/1/source", [-1, -1], -1),
        (("dense", "dense", "add 2"), "/layers/2/source", [-1, 0], 0),
        (("dense", "dense 3", "dense", "add 1"), "/layers/3/source", [-1, 0], 0),
        (("dense 4", "dense 3", "add 0"), "/layers/2/source", [], None),
    ],
)
def test_where_a_skip_cannot_begin(layers, place, limit, nearest):
    made = []
    for layer in layers:
        kind, _, number = layer.partition(" ")
        made.append(_add(int(number)) if kind == "add" else Layer(registry[kind](int(number or 2))))
    with pytest.raises(InvalidExperiment) as caught:
        _network(*made)
    assert (caught.value.pointer, caught.value.limit) == (place, limit)
    assert caught.value.nearest == nearest


def test_reads_say_the_same_as_source():
    named = Layer(registry["add"](), reads=(None, 0))
    short, long = (trace(_network(DENSE, DENSE, layer)) for layer in (_add(0), named))
    assert short.vector.tobytes() == long.vector.tobytes()
    assert [s.reads for s in short.program.steps] == [s.reads for s in long.program.steps]
    document = long.experiment.to_json()
    assert document["layers"][2] == {"kind": "add", "reads": [None, 0]}
    assert Experiment.from_json(document).hash == long.experiment.hash


def test_branches_part_and_any_number_of_them_meet():
    branches = [Layer(registry["dense"](2), registry["tanh"](), reads=(0,)) for _ in range(2)]
    t = trace(_network(DENSE, *branches, Layer(registry["add"](), reads=(1, 2, 0))))
    np.testing.assert_allclose(t["sum3"], t["a2"] + t["a3"] + t["a1"], rtol=1e-15)
    assert [*t.program.writer["d_a1"].reads.values()] == ["d_a1_sum3", "d_a1_z3", "d_a1_z2"]
    assert all(c.agrees for c in check(t.experiment))


@pytest.mark.parametrize(
    ("reads", "place", "limit"),
    [
        ((0,), "reads", 2),
        ((0, 0), "reads/1", None),
        ((0, 3), "reads/1", [-1, 1]),
        ((-2, 0), "reads/0", [-1, 1]),
        ((0, True), "reads/1", [-1, 1]),
        ((0, "1"), "reads/1", [-1, 1]),
        ((1, 0), "reads/1", [1]),
    ],
)
def test_what_cannot_be_read(reads, place, limit):
    layers = (DENSE, Layer(registry["dense"](3)), Layer(registry["add"](), reads=reads))
    with pytest.raises(InvalidExperiment) as caught:
        _network(*layers)
    assert (caught.value.pointer, caught.value.limit) == (f"/layers/2/{place}", limit)


def test_a_layer_that_nobody_reads_is_named():
    with pytest.raises(InvalidExperiment) as caught:
        _network(DENSE, DENSE, Layer(registry["dense"](2), reads=(0,)))
    assert caught.value.pointer == "/layers/1"


def _add(source):
    return Layer(registry["add"](source))


def _network(*layers, **more):
    rng = np.random.default_rng(5)
    inputs, targets = rng.normal(size=(2, 3, 2))
    return Experiment(
        layers=layers, loss=registry["half_sse"](), inputs=inputs, targets=targets, **more
    )


def test_the_input_that_does_not_fit_is_named_with_the_shape_that_would():
    op = registry["add"]()
    assert op.shapes((2, 3, 3), (2, 3, 3)) == {"sum": (2, 3, 3)}
    with pytest.raises(InvalidInput, match="5 numbers cannot be added to 2 × 3 × 3") as caught:
        op.shapes((2, 3, 3), (5,))
    assert (caught.value.number, caught.value.shape) == (1, (2, 3, 3))
