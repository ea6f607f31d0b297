"""Training over HTTP: frames are what the engine computes, can be gone on from, and end well."""

import base64
import json
import time
from itertools import pairwise

import numpy as np
import pytest

from app.schemas.frames import Frame
from engine import Experiment, trace
from engine.ops import of_family
from engine.run.evaluation import Evaluation
from engine.run.training import Training
from tests.app.running import frames, planned, post


def test_a_frame_is_the_moment_before_an_iteration_as_a_trace_shows_it(client, small):
    response = post(client, small, 5, values="list")
    assert response.headers["content-type"] == "application/jsonl"
    experiment = Experiment.from_json(small)
    found = frames(response)
    assert [f["iteration"] for f in found] == [f["epoch"] for f in found] == [0, 1, 2, 3, 4, 5]
    for k, frame in enumerate(found):
        ours = trace(experiment, k)
        begin = ours.vector[ours.program.carried]
        assert frame["values"] == begin.tolist()
        assert frame["loss"] == float(ours["E"])
        assert "accuracy" not in frame
        assert "test" not in frame
    assert [f.get("end") for f in found] == [None] * 5 + [{"reason": "done"}]


@pytest.mark.parametrize("optimizer", of_family("optimizer"))
def test_a_run_goes_on_from_any_frame_with_the_same_bytes(client, small, optimizer):
    small |= {"optimizer": {"kind": optimizer}, "batch": 2, "seed": 5}
    order = {"every": 2, "values": "list"}
    whole = post(client, small, 9, **order).text.splitlines()
    assert len(whole) == 6
    for k, line in enumerate(whole[:-1]):
        frame = json.loads(line)
        checkpoint = {"iteration": frame["iteration"], "values": frame["values"]}
        rest = post(client, small, 9, checkpoint=checkpoint, **order)
        assert rest.text.splitlines() == whole[k:]


def test_frames_stand_at_the_same_iterations_wherever_a_run_begins(client, small):
    start = post(client, small, 3, values="list")
    last = frames(start)[-1]
    checkpoint = {"iteration": 3, "values": last["values"]}
    found = frames(post(client, small, 22, every=10, checkpoint=checkpoint))
    assert [f["iteration"] for f in found] == [3, 10, 20, 22]


def test_frames_have_the_bytes_of_training_and_of_traces(client, spirals):
    """`exact`, which chose between two arithmetics, is still taken and does nothing."""
    experiment, _ = spirals
    ours = Training(Experiment.from_json(experiment))
    ours.run(100)
    for more in ({}, {"exact": True}, {"exact": False}):
        last = frames(post(client, experiment, 100, every=100, values="list", **more))[-1]
        assert last["values"] == ours.checkpoint.values.tolist()
    assert last["values"] == trace(Experiment.from_json(experiment), 99).checkpoint.values.tolist()


def test_exact_is_marked_as_deprecated(client):
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    assert schemas["RunRequest"]["properties"]["exact"]["deprecated"]


def test_values_in_base64_are_the_same_to_the_last_bit(client, small):
    listed, packed = (
        frames(post(client, small, values=form))[-1]["values"] for form in ("list", "base64")
    )
    assert np.frombuffer(base64.b64decode(packed), "<f8").tolist() == listed


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/jsonl", "application/jsonl"),
        ("text/event-stream", "text/event-stream; charset=utf-8"),
        ("text/event-stream;q=0.5, application/jsonl", "application/jsonl"),
        ("text/html", "application/jsonl"),
    ],
)
def test_the_form_is_negotiated(client, small, accept, kind):
    response = post(client, small, accept=accept)
    assert response.headers["content-type"] == kind
    assert response.headers["vary"] == "Accept"
    assert response.headers["cache-control"] == "no-store"


def test_events_carry_the_same_frames(client, small):
    lines = post(client, small).text.splitlines()
    events = post(client, small, accept="text/event-stream").text
    assert events == "".join(f"data: {line}\n\n" for line in lines)


def test_scores_are_those_of_all_training_and_test_data(client, spirals):
    experiment, test = spirals
    found = frames(post(client, experiment, 30, every=15, test=test, values="list"))
    ours = Experiment.from_json(experiment)
    for frame in found:
        values = np.array(frame["values"])
        trained = Evaluation(ours, ours.inputs, ours.targets)(values)
        tested = Evaluation(ours, test["inputs"], test["targets"])(values)
        assert (frame["loss"], frame["accuracy"]) == (trained.loss, trained.accuracy)
        assert frame["test"] == {"loss": tested.loss, "accuracy": tested.accuracy}
    assert [f["epoch"] for f in found] == [0, 1, 3]  # 150 examples, 20 a batch: 8 an epoch


def test_a_frame_of_a_small_network_has_three_kilobytes_at_most(client, spirals):
    experiment, test = spirals
    for form in ("list", "base64"):
        lines = post(client, experiment, 50, every=10, test=test, values=form).text.splitlines()
        assert max(map(len, lines)) <= 3_000


LINEAR = {"layers": [{"kind": "dense", "units": 1}], "loss": "mse"}


@pytest.mark.parametrize("values", ["none", "list", "base64"])
@pytest.mark.parametrize(
    ("change", "end"), [({}, "done"), (LINEAR | {"learning_rate": 1e300}, "diverged")]
)
def test_a_frame_is_written_as_its_model_would_write_it(
    client, spirals, small, values, change, end
):
    experiment, test = spirals  # classes, which the others are not
    for of, more in ((experiment, {}), (experiment, {"test": test}), (small, {})):
        lines = post(client, of | change, 3, values=values, **more).text.splitlines()
        for line in lines:
            found = Frame.model_validate_json(line)
            assert found.model_dump_json(exclude_unset=True) == line
        assert found.end.reason == end


def test_a_run_ends_at_whichever_comes_first(client, spirals):
    experiment, _ = spirals
    for until, last, reason in (
        ({"epoch": 2}, 16, "done"),
        ({"epoch": 2, "iteration": 5}, 5, "done"),
        ({"epoch": 2, "loss": 1e9}, 0, "target"),
        ({"epoch": 2, "accuracy": 0.0}, 0, "target"),
        ({"epoch": 2, "accuracy": 1.0, "loss": -1.0}, 16, "done"),
        ({"iteration": 0}, 0, "done"),
    ):
        end = frames(post(client, experiment, until))[-1]
        assert (end["iteration"], end["end"]["reason"]) == (last, reason)


def test_a_target_is_reached_in_the_first_frame_that_shows_it(client, small):
    found = frames(post(client, small, {"loss": 0.2, "iteration": 5_000}, every=7))
    assert found[-1]["end"] == {"reason": "target"}
    assert found[-1]["loss"] <= 0.2 < found[-2]["loss"]


def test_a_run_that_diverges_says_where_and_from_what(client):
    explosive = {
        "layers": [{"kind": "dense", "units": 1}],
        "loss": {"kind": "mse"},
        "learning_rate": 1e9,
        "inputs": [[1e6]],
        "targets": [[0.0]],
        "parameters": {"W1": [[1e6]], "b1": [0.0]},
    }
    found = frames(post(client, explosive, 1_000, values="list"))
    end, last = found[-1]["end"], found[-1]
    ours = trace(Experiment.from_json(explosive), 1_000)
    where = ours.diverged
    assert end["reason"] == "diverged"
    assert end["where"]["iteration"] == last["iteration"] == where.iteration
    assert (end["where"]["step"], end["where"]["tensor"]) == (where.step, where.tensor)
    assert end["where"]["operands"]
    assert np.isfinite(last["values"]).all()
    assert last["values"] == ours.checkpoint.values.tolist()


def test_a_loss_beyond_float64_is_null(client):
    experiment = {
        "layers": [{"kind": "dense", "units": 1}],
        "loss": {"kind": "mse"},
        "inputs": [[1.0]],
        "targets": [[0.0]],
    }
    checkpoint = {"iteration": 4, "values": [1e200, 0.0]}
    found = frames(post(client, experiment, 9, checkpoint=checkpoint))
    assert [(f["iteration"], f["loss"]) for f in found] == [(4, None), (4, None)]
    assert found[-1]["end"]["where"]["tensor"] == "E"


def test_every_network_can_be_trained(client):
    images = {
        "layers": [
            {"kind": "conv2d", "filters": 2, "kernel": 3, "activation": "relu"},
            {"kind": "max_pool", "kernel": 2},
            {"kind": "flatten"},
            {"kind": "dropout", "rate": 0.5},
            {"kind": "dense", "units": 2, "activation": "softmax"},
        ],
        "loss": {"kind": "cross_entropy"},
        "inputs": np.linspace(0, 1, 2 * 36).reshape(2, 1, 6, 6).tolist(),
        "targets": [[0.0, 1.0], [1.0, 0.0]],
    }
    test = {name: images[name] for name in ("inputs", "targets")}
    last = frames(post(client, images, 20, every=10, test=test))[-1]
    assert last["end"] == {"reason": "done"}
    assert last["test"] == {"loss": last["loss"], "accuracy": last["accuracy"]}


def test_a_pace_is_kept(client, small):
    begin = time.monotonic()
    found = frames(post(client, small, 8, every=2, per_second=20))
    assert [f["iteration"] for f in found] == [0, 2, 4, 6, 8]
    assert 0.2 <= time.monotonic() - begin < 2


def test_without_every_a_run_goes_as_fast_as_it_can(client, small):
    found = frames(post(client, small, 20_000, every=None, per_second=20))
    assert found[-1]["iteration"] == 20_000
    assert found[-1]["end"] == {"reason": "done"}
    assert 2 < len(found) < 200


def test_the_beginning_of_a_fast_run_is_told_as_finely_as_its_end(client, small):
    order = {"every": None, "per_second": 0.1, "growth": 0.25}
    found = [f["iteration"] for f in frames(post(client, small, 2000, **order))]
    apart = planned(small).apart
    assert 1 <= apart < 20
    assert len(found) > 15
    assert (found[0], found[-1]) == (0, 2000)
    for before, after in pairwise(found):
        assert after == min(2000, before + max(-(-before // 4), apart))
    again = post(client, small, 9, every=None, per_second=0.1)
    assert [f["iteration"] for f in frames(again)] == [0, 9]


def test_frames_take_no_more_time_than_training():
    """As it is forecast: what a score of all digits takes is trained before the next one."""
    layers = [{"kind": "dense", "units": n, "activation": "softmax"} for n in (64, 10)]
    digits = {"layers": layers, "loss": "cross_entropy", "data": {"kind": "digits"}}
    whole, few = planned(digits), planned(digits | {"batch": 2})
    assert whole.apart == 1
    assert few.apart > 3
