"""Exports and weights over HTTP: files with safe names, and faults told by their places."""

import base64
import json
import re
from urllib.parse import unquote

import numpy as np
import pytest

from app.words import languages, words
from engine import Checkpoint, example, trace
from engine.exchange import export, targets
from engine.exchange.weight_fault import SENTENCES

MAZUR = example("mazur-2-2-2").experiment


def take(client, target, experiment=MAZUR, **more):
    order = {"experiment": experiment.to_json(), "target": target, **more}
    return client.request("POST", "/api/v1/exports", json=order)


def bring(client, file: bytes, experiment=MAZUR):
    text = base64.b64encode(file).decode()
    order = {"experiment": experiment.to_json(), "file": text}
    return client.request("POST", "/api/v1/weights", json=order)


@pytest.mark.parametrize("target", targets)
@pytest.mark.parametrize("language", languages())
def test_a_file_is_that_of_the_engine(client, target, language):
    answer = take(client, target, title="Mazur 2-2-2", language=language)
    file = export(MAZUR, target, title="Mazur 2-2-2", words=words(language))
    assert answer.status_code == 200, answer.text
    assert answer.content == file.content
    assert answer.headers["content-type"].partition(";")[0] == file.media_type
    assert answer.headers["content-disposition"].startswith('attachment; filename="mazur-2-2-2.')


def test_a_name_is_safe_and_keeps_its_letters(client):
    told = take(client, "csv", title='신경망 "\r\n../x').headers["content-disposition"]
    plain, _, coded = told.partition("; filename*=UTF-8''")
    assert plain == 'attachment; filename="x.csv"'
    assert unquote(coded) == "신경망-x.csv"


def test_it_goes_on_from_a_checkpoint(client):
    start = trace(MAZUR, 4).checkpoint
    answer = take(client, "numpy", iteration=7, checkpoint=start.to_json())
    assert answer.content == export(MAZUR, "numpy", 7).content
    assert "for iteration in range(7, 7 + ROUNDS):" in answer.text


@pytest.mark.parametrize(
    ("order", "pointer", "says"),
    [
        ({"target": "fortran"}, "/target", "numpy"),
        ({"target": "numpy", "language": "xx"}, "/language", "en"),
        ({"target": "numpy", "title": "x" * 81}, "/title", "80"),
        ({"target": "numpy", "iteration": -1}, "/iteration", "0"),
        ({}, "/target", "needed"),
    ],
)
def test_a_wrong_order_is_told_by_its_place(client, order, pointer, says):
    body = {"experiment": MAZUR.to_json(), **order}
    answer = client.request("POST", "/api/v1/exports", json=body)
    assert answer.status_code == 422
    (fault,) = answer.json()["errors"]
    assert fault["pointer"] == pointer
    assert says in json.dumps(fault)


def test_a_mistake_that_a_target_cannot_make_is_named(client):
    document = MAZUR.to_json() | {"bugs": ["output_slope_forgotten"]}
    order = {"experiment": document, "target": "pytorch"}
    answer = client.request("POST", "/api/v1/exports", json=order)
    assert answer.status_code == 422
    (fault,) = answer.json()["errors"]
    assert fault["pointer"] == "/target"
    assert "output_slope_forgotten" in fault["detail"]
    assert fault["nearest"] == "numpy"


def test_too_many_numbers_are_refused(client):
    data = {"kind": "digits", "examples": 1000, "targets": "one_hot"}
    hidden = {"kind": "dense", "units": 40, "activation": "relu"}
    layers = [{"kind": "flatten"}, hidden, {"kind": "dense", "units": 10, "activation": "softmax"}]
    document = {"layers": layers, "loss": "cross_entropy", "data": data, "batch": 10}
    fine = client.request(
        "POST", "/api/v1/exports", json={"experiment": document, "target": "numpy"}
    )
    assert fine.status_code == 200, fine.text
    whole = document | {"batch": 1000}
    answer = client.request("POST", "/api/v1/exports", json={"experiment": whole, "target": "csv"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["limit"] == 200_000


def test_weights_come_in_again(client):
    answer = bring(client, export(MAZUR, "safetensors", 5).content)
    assert answer.status_code == 200, answer.text
    found, wanted = answer.json(), trace(MAZUR, 5)
    assert found["count"] == 12
    for name in MAZUR.start:
        np.testing.assert_array_equal(found["parameters"][name], wanted[name])
    start = Checkpoint.from_json(found["checkpoint"])
    np.testing.assert_array_equal(trace(MAZUR, 0, start)["W1"], wanted["W1"])


def test_what_does_not_fit_is_told_by_name_and_shape(client):
    other = example("two-neuron-chain").experiment
    answer = bring(client, export(other, "safetensors").content)
    assert answer.status_code == 422
    told = [fault["detail"] for fault in answer.json()["errors"]]
    assert "0.weight has shape 1 × 1, and W1 needs shape 2 × 2." in told
    named = {"theirs": "0.weight", "shape": [1, 1], "ours": "W1", "needed": [2, 2]}
    assert ("shape", named) in [(f["code"], f["values"]) for f in answer.json()["errors"]]
    assert {fault["pointer"] for fault in answer.json()["errors"]} == {"/file"}


def test_a_name_that_is_no_unicode_is_refused_all_the_same(client):
    row = {"dtype": "F64", "shape": [1], "data_offsets": [0, 8]}
    header = json.dumps({"a\ud800" + "x" * 1000: row}).encode()
    answer = bring(client, len(header).to_bytes(8, "little") + header + bytes(8))
    assert answer.status_code == 422
    assert answer.json()["errors"][-1]["values"] == {"theirs": "a?" + "x" * 98, "shape": [1]}


def test_every_fault_of_a_file_has_its_sentence_in_every_language():
    for language in languages():
        said = words(language)
        for code, sentence in SENTENCES.items():
            named = set(re.findall(r"\{(\w+)\}", sentence))
            assert set(re.findall(r"\{(\w+)\}", said[f"export.weights.{code}"])) == named


@pytest.mark.parametrize("file", ["é", "abc", "AAAA", "UEsDBAAAAAA="])
def test_what_is_no_file_is_refused(client, file):
    order = {"experiment": MAZUR.to_json(), "file": file}
    answer = client.request("POST", "/api/v1/weights", json=order)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
