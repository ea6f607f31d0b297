"""The ledger of the way back, against a backward pass written out by hand."""

from math import prod
from typing import Any

import numpy as np
import pytest

from engine import Experiment, Trace, trace
from engine.explain.ledger import Ledger, NoLedger, ledger
from engine.explain.twin import twin
from tests.engine.graphs import random_graph
from tests.engine.networks import random_experiment


def spirals(hidden: str) -> Experiment:
    kinds = [hidden] * 5 + ["sigmoid"]
    return Experiment.from_json(
        {
            "layers": [
                {"kind": "dense", "units": n, "activation": {"kind": kind}}
                for n, kind in zip([8, 8, 8, 8, 8, 1], kinds, strict=True)
            ],
            "loss": {"kind": "binary_cross_entropy", "reduction": "mean"},
            "data": {"kind": "spirals", "seed": 1, "examples": 300},
            "learning_rate": 0.1,
            "seed": 3,
        }
    )


def by_hand(of: Experiment) -> tuple[list[float], list[float]]:
    """What weights and slopes do to ‖δ‖ in a logistic network, last hidden layer first."""
    W = [of.start[f"W{k}"] for k in range(1, 7)]
    b = [of.start[f"b{k}"] for k in range(1, 7)]
    a = [of.inputs]
    for weights, bias in zip(W, b, strict=True):
        a.append(1 / (1 + np.exp(-(a[-1] @ weights.T + bias))))
    delta = (a[6] - of.targets) / len(of.inputs)
    by_weights, by_slope = [], []
    for layer in range(5, 0, -1):
        back = delta @ W[layer]
        here = back * a[layer] * (1 - a[layer])
        by_weights.append(np.linalg.norm(back) / np.linalg.norm(delta))
        by_slope.append(np.linalg.norm(here) / np.linalg.norm(back))
        delta = here
    return by_weights, by_slope


def told(t: Trace) -> Ledger | str:
    """The ledger, or why there is none."""
    try:
        return ledger(t)
    except NoLedger as error:
        return str(error)


def test_a_logistic_network_on_spirals_names_layer_and_factor() -> None:
    of = spirals("sigmoid")
    t = trace(of)
    found = ledger(t)
    weights, slopes = by_hand(of)
    assert [f.value for f in found.factors if f.cause == "weights"] == pytest.approx(weights)
    assert [f.value for f in found.factors if f.cause == "slope"] == pytest.approx(slopes)
    assert [f.layer for f in found.factors] == [6, 5, 5, 4, 4, 3, 3, 2, 2, 1]
    size = np.linalg.norm
    held = size(t["d_z1"]) / size(t["d_z6"])
    assert abs(found.product / held - 1) < 1e-12
    assert found.bound == 0.25**5
    assert found.total("slope") <= found.bound
    assert found.killer.cause == "slope"
    layers = range(5, 0, -1)
    assert found.killer.layer == min(zip(slopes, layers, strict=True))[1]


def test_its_relu_twin_differs_in_that_one_thing_only() -> None:
    of = spirals("sigmoid")
    hidden = spirals("relu").layers
    pair = twin(of, layers=hidden)
    assert all(pair.agree(n) for n in ("a0", "y", "eta", *pair.one.program.parameters, "z1"))
    assert pair.parting == "a1"
    assert ledger(pair.other).ratio > 50 * ledger(pair.one).ratio
    assert ledger(pair.other).bound == 1.0
    assert twin(of).differing == ()
    assert twin(of).parting is None


@pytest.mark.parametrize("make", [random_experiment, random_graph])
@pytest.mark.parametrize("seed", range(40))
def test_of_any_network_the_product_is_what_the_trace_holds(make: Any, seed: int) -> None:
    t = trace(make(np.random.default_rng(seed)))
    found = told(t)
    if isinstance(found, str):
        assert make is random_graph or len(t.experiment.layers) == 1 or "zero" in found
        return
    ends = (found.factors[0].before, found.factors[-1].after)
    held = np.linalg.norm(t[ends[1]]) / np.linalg.norm(t[ends[0]])
    assert found.ratio == held
    assert prod(f.value for f in found.factors) == pytest.approx(held, rel=1e-12)
    for one, next_one in zip(found.factors, found.factors[1:], strict=False):
        assert one.after == next_one.before
    for factor in found.factors:
        assert factor.bound is None or factor.value <= factor.bound * (1 + 1e-12)


def test_a_switch_lets_nothing_through() -> None:
    of = spirals("step")
    found = ledger(trace(of))
    assert found.killer.layer == 5
    assert found.killer.cause == "slope"
    assert found.product == found.ratio == found.killer.value == 0


def test_one_layer_and_a_network_that_is_right_have_none() -> None:
    chain = {
        "layers": [{"kind": "dense", "units": 1, "activation": {"kind": "identity"}}] * 2,
        "loss": "half_sse",
        "inputs": [[2]],
        "targets": [[2]],
        "parameters": {"W1": [[1]], "W2": [[1]], "b1": [0], "b2": [0]},
    }
    with pytest.raises(NoLedger, match="zero"):
        ledger(trace(Experiment.from_json(chain)))
    alone = {**chain, "layers": chain["layers"][:1], "parameters": {}}
    with pytest.raises(NoLedger, match="one layer"):
        ledger(trace(Experiment.from_json(alone)))


def dense(units: int) -> dict[str, Any]:
    return {"kind": "dense", "units": units, "activation": {"kind": "tanh"}}


def test_a_network_that_ends_without_an_activation_begins_at_its_output() -> None:
    posted = {"layers": [dense(3), dense(2), {"kind": "flatten"}], "loss": "half_sse"}
    t = trace(Experiment.from_json({**posted, "inputs": [[1, 2]], "targets": [[1, -1]]}))
    found = ledger(t)
    assert [f.cause for f in found.factors] == ["other", "slope", "weights", "slope"]
    assert [f.layer for f in found.factors] == [2, 2, 2, 1]
    assert (found.factors[0].before, found.factors[-1].after) == ("d_flat2", "d_z1")
    assert found.factors[0].value == pytest.approx(1)


@pytest.mark.parametrize(
    "meeting", [{"kind": "add", "source": 0}, {"kind": "concat", "reads": [0, 1]}]
)
def test_where_paths_part_there_is_no_one_way_back(meeting: dict[str, Any]) -> None:
    posted = {"layers": [dense(2), dense(2), meeting, dense(1)], "loss": "half_sse"}
    with pytest.raises(NoLedger, match="part"):
        ledger(trace(Experiment.from_json({**posted, "inputs": [[1, 2]], "targets": [[1]]})))
