"""Remarks: said where something is wrong, mended by a button, never of a healthy experiment."""

import json
from typing import Any

import numpy as np
import pytest

from app.schemas.serialize import trace_json
from engine import Experiment, example, examples, trace
from engine.data import datasets
from engine.run.checkpoint import Checkpoint
from engine.run.evaluation import Evaluation
from tests.samples import cases
from tests.static.data.test_layers import KINDS
from tests.static.pure import Core, ask

XOR = {"inputs": [[0, 0], [0, 1], [1, 0], [1, 1]], "targets": [[0], [1], [1], [0]]}
OR = {**XOR, "targets": [[0], [1], [1], [1]]}


def dense(units: int, activation: str) -> dict[str, Any]:
    return {"kind": "dense", "units": units, "activation": {"kind": activation}}


def made(layers: list[dict[str, Any]], loss: str, **more: Any) -> dict[str, Any]:
    """An experiment on the logic of two bits, unless other data are given."""
    return {
        "layers": layers, "loss": {"kind": loss, "reduction": "mean"},
        "optimizer": {"kind": "adam"}, "learning_rate": 0.05, "seed": 1, "frozen": [],
        "parameters": {}, **(XOR if "data" not in more else {}), **more,
    }  # fmt: skip


def document(experiment: dict[str, Any], iteration: int = 0) -> Any:
    """A trace as the page asks for it, with the loss after the update."""
    now = trace(Experiment.from_json(experiment), iteration)
    after = {}
    if now.diverged is None:
        again = trace(now.experiment, iteration, Checkpoint(iteration, now.checkpoint.values))
        after = {"loss_after": float(again["E"])}
    found = {**json.loads(trace_json(now)), **after}
    drawn = {"inputs": now.experiment.inputs.tolist(), "targets": now.experiment.targets.tolist()}
    return {**found, "experiment": {**found["experiment"], **drawn}}


SAID = """JSON.parse(documents).map((d) => remarks.remarksOn(new trace.Trace(d), kinds).map(
    ({ id, cells, mend }) => ({ id, cells, mended: mend.plan(d.experiment) })))"""


def said(core: Core, *documents: Any) -> list[list[dict[str, Any]]]:
    return ask(
        core,
        "explain/remarks/remarks data/trace",
        SAID,
        documents=json.dumps(documents),
        kinds=KINDS,
    )


WIDE = np.array([[k % 7, 1000 * ((k * 5) % 11)] for k in range(40)], float)
WRONG: dict[str, tuple[dict[str, Any], int]] = {
    "cross-entropy-of-one": (made([dense(4, "tanh"), dense(1, "sigmoid")], "cross_entropy"), 0),
    "cross-entropy-without-shares": (
        made([dense(2, "sigmoid")], "cross_entropy", targets=[[1, 0], [0, 1], [0, 1], [0, 1]]), 0,
    ),
    "softmax-of-one": (made([dense(4, "tanh"), dense(1, "softmax")], "mse"), 0),
    "step-units": (made([dense(4, "step"), dense(1, "sigmoid")], "mse"), 0),
    "equal-weights": (
        made([dense(4, "tanh"), dense(1, "sigmoid")], "mse", initial={"kind": "ones"}), 3,
    ),
    "zero-weights": (
        made([dense(4, "tanh"), dense(1, "sigmoid")], "mse", initial={"kind": "zeros"}), 0,
    ),
    "unequal-inputs": (
        made(
            [dense(4, "relu"), dense(1, "identity")], "mse", inputs=WIDE.tolist(),
            targets=(WIDE @ [[0.1], [0.0001]]).tolist(),
        ), 0,
    ),
    "dead-units": (
        made(
            [dense(4, "relu"), dense(1, "sigmoid")], "mse",
            initial_bias={"kind": "constant", "value": -5},
        ), 0,
    ),
    "saturated-units": (
        made(
            [dense(6, "tanh"), dense(1, "sigmoid")], "mse",
            initial_bias={"kind": "constant", "value": 9},
        ), 0,
    ),
    "long-steps": (
        made(
            [dense(4, "tanh"), dense(1, "identity")], "sse", optimizer={"kind": "sgd"},
            learning_rate=3, targets=[[0], [2], [2], [0]],
        ), 0,
    ),
    "diverged": (
        made(
            [dense(4, "relu"), dense(1, "identity")], "sse", optimizer={"kind": "sgd"},
            learning_rate=50,
        ), 900,
    ),
}  # fmt: skip


def score(experiment: Experiment, iterations: int) -> float:
    """The share of examples that is right, or how much of the variance is explained."""
    values = trace(experiment, iterations).checkpoint.values
    found = Evaluation(experiment, experiment.inputs, experiment.targets)(values)
    if found.accuracy is not None:
        return found.accuracy
    return 1 - found.loss / float(np.var(experiment.targets))


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_shown_and_mended(core: Core, name: str) -> None:
    experiment, iteration = WRONG[name]
    shown = document(experiment, iteration)
    (found,) = said(core, shown)
    ids = [remark["id"] for remark in found]
    assert name in ids
    remark = found[ids.index(name)]
    tensors = {tensor["name"]: tensor for tensor in shown["tensors"]}
    assert remark["cells"]
    for at in remark["cells"]:
        shape = tensors[at["tensor"]]["shape"]
        assert len(shape) == len(at["cell"])
        assert all(0 <= k < n for k, n in zip(at["cell"], shape, strict=True))
    mended = remark["mended"]["experiment"]
    if remark["mended"].get("restart"):
        mended = {**mended, "parameters": {}}
    (after,) = said(core, document(mended))
    assert name not in [other["id"] for other in after]
    Experiment.from_json(mended)


@pytest.mark.parametrize("kind", ["tanh", "elu"])
def test_what_does_not_answer_0_is_not_said_to(core: Core, kind: str) -> None:
    far = {"kind": "constant", "value": -1000}
    layers = [dense(4, kind), dense(1, "sigmoid")]
    (found,) = said(core, document(made(layers, "mse", initial_bias=far)))
    assert "dead-units" not in {remark["id"] for remark in found}


@pytest.mark.parametrize(
    ("name", "data", "least"),
    [
        ("cross-entropy-of-one", OR, 1.0),
        ("softmax-of-one", OR, 1.0),
        ("equal-weights", XOR, 1.0),
        ("zero-weights", XOR, 1.0),
        ("unequal-inputs", {}, 0.9),
    ],
)
def test_the_mended_experiment_learns_and_the_other_does_not(
    core: Core, name: str, data: dict[str, Any], least: float
) -> None:
    wrong = {**WRONG[name][0], **data}
    (found,) = said(core, document(wrong))
    (remark,) = [one for one in found if one["id"] == name]
    mended = remark["mended"]["experiment"]
    assert score(Experiment.from_json({**mended, "parameters": {}}), 600) >= least
    assert score(Experiment.from_json(wrong), 600) < least


# What a worked example or a preset shows on purpose, or cannot help.
ON_PURPOSE: dict[str, set[str]] = {}


def test_worked_examples_have_no_remark_but_those_that_are_listed(core: Core) -> None:
    documents = [document(example(name).experiment.to_json()) for name in examples()]
    found = said(core, *documents)
    told = {name: {one["id"] for one in each} for name, each in zip(examples(), found, strict=True)}
    assert {name: ids for name, ids in told.items() if ids} == ON_PURPOSE


def test_what_waits_to_be_trained_has_no_remark(core: Core) -> None:
    presets = ask(core, "data/presets", "presets.presets")
    some = [document(one, iteration) for one in presets.values() for iteration in (0, 40)]
    assert not [ids for ids in said(core, *some) if ids]


def healthy(rng: np.random.Generator) -> tuple[dict[str, Any], int]:
    """A network as people build them, on data as they are, untrained or trained for a while."""
    kinds = [k for k in datasets if k != "digits"]
    kind = str(rng.choice(kinds))
    data = datasets[kind]().make(int(rng.integers(9)))
    rows = rng.permutation(len(data.inputs))[:30]
    inputs, targets = data.inputs[rows], data.targets[rows]
    width = targets.shape[1]
    if width > 1:
        output, loss = "softmax", "cross_entropy"
    elif set(np.unique(targets)) <= {0.0, 1.0}:
        output, loss = "sigmoid", str(rng.choice(["binary_cross_entropy", "mse"]))
    elif set(np.unique(targets)) <= {-1.0, 1.0}:
        output, loss = "tanh", "mse"
    else:
        output, loss = "identity", "mse"
    hidden = str(rng.choice(["relu", "tanh", "sigmoid", "elu", "leaky_relu", "gelu"]))
    layers = [dense(int(rng.integers(4, 13)), hidden) for _ in range(rng.integers(1, 4))]
    return {
        **made([*layers, dense(width, output)], loss),
        "inputs": inputs.tolist(), "targets": targets.tolist(),
        "initial": {"kind": "he_normal" if "elu" in hidden else "glorot_uniform"},
        "optimizer": {"kind": str(rng.choice(["sgd", "momentum", "adam", "rmsprop"]))},
        "learning_rate": float(rng.choice([0.001, 0.003, 0.01, 0.03][: 2 if loss == "mse" else 4])),
        "batch": [None, min(10, len(rows)), min(20, len(rows))][rng.integers(3)],
        "seed": int(rng.integers(1e6)),
    }, int(rng.choice([0, 0, 5, 100]))  # fmt: skip


def test_of_healthy_experiments_nothing_is_said(core: Core) -> None:
    rng = np.random.default_rng(20261127)
    for _ in range(cases(2, 10)):
        some = [healthy(rng) for _ in range(50)]
        found = said(core, *(document(*one) for one in some))
        loud = [(one, ids) for one, ids in zip(some, found, strict=True) if ids]
        assert not [
            ([each["id"] for each in ids], one["layers"], iteration)
            for (one, iteration), ids in loud
        ]
