"""Numbers changed by hand, examples, data, files, and the way out of what does not fit."""

import json

import httpx
import pytest

from engine import Experiment, trace
from engine.data import datasets
from tests.static.data.test_layers import KINDS, MAZUR, document, run
from tests.static.pure import Core


def test_a_given_number_is_another_and_nothing_else(core: Core) -> None:
    for cell, path in [
        ({"tensor": "W1", "cell": [1, 0]}, ["parameters", "W1", 1, 0]),
        ({"tensor": "a0", "cell": [0, 1]}, ["inputs", 0, 1]),
        ({"tensor": "y", "cell": [0, 0]}, ["targets", 0, 0]),
    ]:
        code = "[m.withCell(new Trace(d), cell, 7), m.withValue(e, path, 7)]"
        found, wanted = run(core, code, d=document(MAZUR), e=MAZUR, cell=cell, path=path)
        assert found == wanted


def test_a_drawn_weight_becomes_given_as_it_was_drawn(core: Core) -> None:
    drawn = {**MAZUR, "parameters": {}}
    code = "m.withCell(new Trace(d), {tensor: 'W1', cell: [0, 1]}, 7)"
    found = run(core, code, d=document(drawn))
    start = Experiment.from_json(drawn).start["W1"].tolist()
    assert found["parameters"] == {"W1": [[start[0][0], 7], start[1]]}


def test_only_what_is_given_can_be_changed(core: Core) -> None:
    code = "names.map((n) => m.isGiven(new Trace(d), {tensor: n, cell: []}))"
    names = ["W1", "b2", "a0", "y", "z1", "a2", "d_W1", "W1'", "E", "nobody"]
    assert run(core, code, d=document(MAZUR), names=names) == [True] * 4 + [False] * 6
    behind = run(
        core, "m.givenBehind(new Trace(d), {tensor: 'd_W1', cell: [0, 1]})", d=document(MAZUR)
    )
    assert behind == {"tensor": "W1", "cell": [0, 1]}


def test_nudges_leave_no_dust(core: Core) -> None:
    assert run(core, "m.stepped(m.stepped(0.1, 0.1), 0.1)") == 0.3


def test_examples_come_and_go_with_their_targets_and_the_batch(core: Core) -> None:
    more = run(core, "m.exampleAdded(e, 0)", e=MAZUR)
    assert more["inputs"] == MAZUR["inputs"] * 2
    assert more["targets"] == MAZUR["targets"] * 2
    less = run(core, "m.exampleRemoved(e, 0)", e={**more, "batch": 2})
    assert (less["inputs"], less["batch"]) == (MAZUR["inputs"], 1)


@pytest.mark.parametrize("kind", datasets)
def test_any_data_fits_a_network_of_dense_layers(core: Core, kind: str) -> None:
    data = datasets[kind]().make(0)
    sent = {
        "kind": kind, "inputs": data.inputs.tolist(), "targets": data.targets.tolist(),
        "training": data.training.tolist(),
    }  # fmt: skip
    softmax = {
        **MAZUR,
        "loss": {"kind": "cross_entropy", "reduction": "mean"},
        "layers": [MAZUR["layers"][0], {**MAZUR["layers"][1], "activation": {"kind": "softmax"}}],
        "targets": [[0, 1]],
    }
    for before in (MAZUR, softmax):
        code = "m.withData(new Trace(d), data, all)"
        found = run(core, code, d=document(before), data=sent, all=KINDS)
        bare = {**found["experiment"], "parameters": {}, "frozen": []}
        made = Experiment.from_json(bare)
        low, high = getattr(made.layers[-1].activation, "range", (-9, 9))
        assert low <= made.targets.min() <= made.targets.max() <= high
        widths = [r for r in found["remarks"] if r["key"] == "data.outputs"]
        assert bool(widths) == (made.targets.shape[1] != 2)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        (
            {"loss": "binary_cross_entropy", "layers": [{"kind": "dense", "units": 2}]},
            "remedy.kind",
        ),
        ({"initial_bias": {"kind": "he_normal"}}, "remedy.kind"),
        ({"targets": [[0, 1, 2]]}, "remedy.width"),
        ({"loss": "binary_cross_entropy", "targets": [[2, -1]]}, "remedy.bounds"),
        ({"batch": 3}, "remedy.value"),
    ],
)
def test_the_nearest_that_works_works(core: Core, origin: str, changes: dict, key: str) -> None:
    refused = {**MAZUR, "parameters": {}, "frozen": [], **changes}
    answer = httpx.post(f"{origin}/api/v1/traces", json={"experiment": refused})
    assert answer.status_code == 422
    fault = answer.json()["errors"][0]
    found = run(core, "m.remedy(e, fault, all)", e=refused, fault=fault, all=KINDS)
    assert found["key"] == key
    Experiment.from_json(found["experiment"])


MOMENT = {
    "example": None, "preset": None, "test": {"inputs": [[1, 2]], "targets": [[0, 1]]},
    "names": None, "iteration": 4, "branch": True, "trained": False, "t": 3.25, "shown": 0,
    "grain": "epoch", "selected": {"tensor": "W1", "cell": [0, 1]}, "spot": None,
}  # fmt: skip


def test_a_file_is_read_back_as_it_was_written(core: Core) -> None:
    values = [0.1, -0.0, 5e-324, 1.7976931348623157e308, 1 / 3]
    code = """(() => {
        const checkpoint = { iteration: 4, values: Float64Array.from(values) };
        checkpoint.values[1] = -0;
        const found = m.file.read(m.file.written({ ...moment, experiment: e, checkpoint }));
        const bits = (x) => [...new Uint8Array(x.values.buffer)];
        return { ...found, checkpoint: found.checkpoint.iteration,
            same: `${bits(found.checkpoint)}` === `${bits(checkpoint)}` };
    })()"""
    found = run(core, code, e=MAZUR, moment=MOMENT, values=values)
    assert found == {**MOMENT, "experiment": MAZUR, "checkpoint": 4, "same": True}


def test_what_is_no_experiment_says_why(core: Core) -> None:
    for old in ("e", "{experiment: e, iteration: 0}"):
        found = run(core, f"m.file.read(JSON.stringify({old}))", e=MAZUR)
        assert (found["experiment"], found["iteration"], found["t"]) == (MAZUR, 0, 0)
    broken = '{"layers": [], "checkpoint": {"values": "%"}}'
    texts = ["{", "[]", "null", '{"layers": 3}', broken, " " * 2**22 + "{}"]
    found = run(core, "texts.map((x) => m.file.read(x).why)", texts=texts)
    assert found == ["file.json", *["file.other"] * 3, "file.damaged", "file.large"]


def test_files_have_names_that_every_system_takes(core: Core) -> None:
    names = ["Two neurons, ReLU!", "한 줄로 이은 뉴런", "///"]
    assert run(core, "names.map((n) => m.file.fileNameOf(n))", names=names) == [
        "two-neurons-relu.json",
        "한-줄로-이은-뉴런.json",
        "experiment.json",
    ]


def test_the_new_network_learns_exclusive_or(core: Core) -> None:
    made = Experiment.from_json(run(core, "m.blank"))
    outputs = trace(made, 1000)["a2"]
    assert (outputs.round() == made.targets).all()


def test_pictures_of_data_lie_within_their_frame(core: Core) -> None:
    for kind, of in datasets.items():
        data = of().make(0)
        sent = {
            "inputs": data.inputs.tolist(), "targets": data.targets.tolist(),
            "labels": None if data.labels is None else data.labels.tolist(),
            "classes": list(data.classes),
        }  # fmt: skip
        found = json.loads(run(core, "JSON.stringify(m.scatter(d))", d=sent))
        if kind == "digits":
            assert len(found["pixels"]) == len(found["pixels"][0]) == 8
            continue
        assert len(found["dots"]) == len(data.inputs)
        for dot in found["dots"]:
            assert 0 <= dot["x"] <= 1
            assert 0 <= dot["y"] <= 1
            assert -1 <= dot["value"] <= 1
