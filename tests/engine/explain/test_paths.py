"""Paths against those found by hand, by counting, and by walking every one."""

from dataclasses import replace
from itertools import product
from math import prod

import numpy as np
import pytest

from engine import Experiment, Layer, example, examples, registry, trace
from engine.explain.count import census
from engine.explain.paths import paths
from engine.pausing import finish
from tests.engine.explain.proofs import faults
from tests.engine.graphs import LAYERS, random_graph

DENSE, TANH = registry["dense"], registry["tanh"]


def tanh_network(*units, inputs=((0.3, -0.7),), targets=((0.5,),), seed=3, **more):
    layers = tuple(Layer(DENSE(n), TANH()) for n in units)
    loss = registry["half_sse"]()
    return Experiment(layers, loss, inputs=inputs, targets=targets, seed=seed, **more)


def test_the_first_weight_of_mazur():
    found = paths(trace(example("mazur-2-2-2").experiment), "W1", (0, 0))
    assert found.count == len(found.listed) == 2
    assert found.rest == 0.0
    assert [p.tensors for p in found.listed] == [("W1", "z1", "a1", "z2", "a2", "E")] * 2
    assert [p.cells[3:] for p in found.listed] == [((0, 0), (0, 0), ()), ((0, 1), (0, 1), ())]
    to_a1 = [prod(p.derivatives[2:]) for p in found.listed]
    assert to_a1 == pytest.approx([0.05539942, -0.01904912], abs=5e-9)  # as Mazur has them
    assert sum(to_a1) == pytest.approx(0.03635031, abs=5e-9)
    assert found.listed[0].derivatives[:2] == pytest.approx((0.05, 0.24130071), abs=5e-9)
    assert found.gradient == pytest.approx(0.000438568, abs=5e-10)


def test_every_path_walked_one_by_one():
    experiment = tanh_network(3, 4, 2, targets=((0.5, -0.2),))
    t = trace(experiment)
    W2, W3 = t["W2"], t["W3"]
    slope = {k: 1 - t[f"a{k}"][0] ** 2 for k in (1, 2, 3)}
    error = (t["a3"] - t["y"])[0]
    walked = {
        (j, k): t["a0"][0, 1] * slope[1][2] * W2[j, 2] * slope[2][j] * W3[k, j] * slope[3][k]
        * error[k]
        for j, k in product(range(4), range(2))
    }  # fmt: skip
    found = paths(t, "W1", (2, 1))
    assert found.count == 8
    ways = [(p.cells[3][1], p.cells[5][1]) for p in found.listed]
    assert ways == sorted(walked, key=lambda way: -abs(walked[way]))
    for way, path in zip(ways, found.listed, strict=True):
        assert path.product == pytest.approx(walked[way], rel=1e-13)
    few = paths(t, "W1", (2, 1), 3)
    assert [p.cells for p in few.listed] == [p.cells for p in found.listed[:3]]
    rest = sum(p.product for p in found.listed[3:])
    assert few.rest == pytest.approx(rest, abs=1e-15)
    assert found.size == pytest.approx(sum(map(abs, walked.values())), rel=1e-13)


def test_many_paths_over_few_wires():
    t = trace(tanh_network(8, 8, 8, 8, 8, 8, 1))
    assert finish(census(t.program)) == (823_880, 344)
    found = paths(t, "W1", (0, 0), 200)
    assert found.count == 8**5
    assert len({p.cells for p in found.listed}) == len(found.listed) == 200
    assert found.gradient == pytest.approx(t["d_W1"][0, 0], abs=1e-15)
    listed = sum(p.product for p in found.listed)
    assert listed + found.rest == pytest.approx(t["d_W1"][0, 0], abs=1e-15)


def test_a_batch_has_the_paths_of_each_example():
    t = trace(tanh_network(3, 1, inputs=((0.3, 0.1), (0.2, 0.9)), targets=((0.5,), (0.1,))))
    assert finish(census(t.program)) == (2 * (2 * 3 + 3), 9)
    found = paths(t, "W1", (1, 0))
    assert {p.cells[1] for p in found.listed} == {(0, 1), (1, 1)}


def test_a_kernel_is_shared_by_all_its_places():
    layers = (Layer(registry["conv2d"](1, 2)), Layer(registry["flatten"]()), Layer(DENSE(1)))
    data = {"inputs": np.arange(9.0).reshape(1, 1, 3, 3), "targets": [[1.0]]}
    t = trace(Experiment(layers, registry["mse"](), **data))
    found = paths(t, "W1", (0, 0, 1, 1))
    assert sorted(p.derivatives[0] for p in found.listed) == [4.0, 5.0, 7.0, 8.0]
    assert finish(census(t.program)) == (4 * 4 + 4, 4 * 4 + 4)


def test_examples_meet_in_a_batch_norm():
    layers = (Layer(DENSE(2)), Layer(registry["batch_norm"]()), Layer(DENSE(1)))
    data = {"inputs": [[0.1, 0.4], [0.5, -0.3], [0.7, 0.2]], "targets": [[0.0], [1.0], [2.0]]}
    t = trace(Experiment(layers, registry["mse"](), seed=5, **data))
    found = paths(t, "W1", (0, 0))
    assert found.count == 3 * 3
    assert found.gradient == pytest.approx(t["d_W1"][0, 0], abs=1e-13 * found.size)


def test_more_paths_than_float64_counts():
    t = trace(tanh_network(*[256] * 8, 1))
    assert paths(t, "W1", (0, 0), 1).count == 256**7


def test_from_an_input_and_from_what_a_neuron_gives():
    t = trace(replace(example("mazur-2-2-2").experiment, input_gradient=True))
    assert paths(t, "a0", (0, 1)).gradient == pytest.approx(t["d_a0"][0, 1], rel=1e-13)
    assert paths(t, "a1", (0, 0)).gradient == pytest.approx(0.03635031, abs=5e-9)
    assert paths(t, "a2", (0, 1)).listed[0].tensors == ("a2", "E")


@pytest.mark.parametrize(
    ("tensor", "cell", "error"),
    [
        ("W3", (0, 0), KeyError),
        ("a0", (0, 0), KeyError),
        ("s1", (0, 0), KeyError),
        ("E", (), KeyError),
        ("W1", (2, 0), IndexError),
        ("W1", (-1, 0), IndexError),
        ("W1", (0,), IndexError),
    ],
)
def test_what_cannot_be_followed_is_told(tensor, cell, error):
    with pytest.raises(error, match="W1"):
        paths(trace(example("mazur-2-2-2").experiment), tensor, cell)


@pytest.mark.parametrize("name", examples())
def test_all_proofs_of_every_example(name):
    assert faults(example(name).experiment, np.random.default_rng(15)) == []


@pytest.mark.parametrize("kind", LAYERS)
def test_all_proofs_of_random_networks_of_every_kind_of_layer(kind):
    for number in range(3):
        rng = np.random.default_rng([15, number, *map(ord, kind)])
        assert faults(random_graph(rng, kind), rng) == []
