"""Random bodies and random changes to a good one: an answer or a problem, never a failure."""

import base64
import copy
import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.data import datasets

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
documents = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
values = documents | st.floats(-1e6, 1e6) | st.integers(-2, 300) | st.sampled_from(list(datasets))
ORDERS = [
    ("traces", {"iteration": 1}),
    ("runs", {"until": {"iteration": 2}}),
    ("spreads", {"seeds": [0, 1], "iterations": 2}),
    ("surfaces", {"axes": [{"input": 0, "low": -1, "high": 1}], "steps": 3}),
    ("answers", {"part": "training"}),
    ("checks", {"parameters": ["b1"], "nudges": [{"tensor": "W1", "cell": [0, 0]}]}),
    ("paths", {"tensor": "a1", "cell": [0, 0]}),
    ("pulls", {"tensor": "W1", "cell": [0, 0]}),
    ("exports", {"target": "numpy"}),
    ("exports", {"target": "sheet", "language": "ko"}),
    ("weights", {"file": "UEsDBA=="}),
    ("lessons", {"title": {"en": "x"}, "parts": [{"tensor": "a1", "cell": [0, 0]}]}),
    ("lessons/mistakes", {"tensor": "d_z1", "cell": [0, 0]}),
    ("gradings", {"answers": {"E": "0,3", "d_W1": [[0.1, None], {}]}}),
]


def fails_politely(response):
    assert response.status_code in (200, 400, 413, 415, 422), response.text
    if response.status_code != 200:
        assert response.headers["content-type"] == "application/problem+json"
    assert "NaN" not in response.text
    assert "Infinity" not in response.text


texts = st.text("AZaz09+/-_= \n가", max_size=99) | st.binary(max_size=104).map(
    lambda raw: base64.b64encode(raw).decode("ascii")
)


once_for_all = settings(
    max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@once_for_all
@given(body=st.binary(max_size=200) | documents.map(lambda d: json.dumps(d).encode()))
def test_no_body_breaks_the_server(client, body):
    fails_politely(client.post(body))


@once_for_all
@given(data=st.data())
def test_no_change_to_an_experiment_breaks_the_server(client, small, data):
    parameters = {"W1": [[1.0, 2.0], [3.0, 4.0]]}
    order = {"experiment": copy.deepcopy(small | {"parameters": parameters}), "iteration": 1}
    fails_politely(client.post(changed(order, data)))


@once_for_all
@given(data=st.data())
def test_no_change_to_named_data_breaks_the_server(client, small, data):
    kind = data.draw(st.sampled_from(list(datasets)))
    chosen = {"kind": kind, "seed": 1} | datasets[kind](test=0.2).to_json()
    named = {k: v for k, v in copy.deepcopy(small).items() if k not in ("inputs", "targets")}
    named["layers"][-1]["units"] = datasets[kind]().make(0).targets.shape[1]
    named["data"] = chosen
    noun, order = data.draw(st.sampled_from(ORDERS))
    at = ["experiment", "data"][: data.draw(st.integers(1, 2))]
    body = changed({"experiment": named, **copy.deepcopy(order)}, data, at)
    fails_politely(client.post(body, noun=noun))


@once_for_all
@given(data=st.data())
def test_no_checkpoint_breaks_the_server(client, small, data):
    noun, order = data.draw(st.sampled_from(ORDERS))
    held = data.draw(st.binary(min_size=72, max_size=72))  # of nine parameters
    text = data.draw(st.just(base64.b64encode(held).decode("ascii")) | texts)
    start = {"iteration": data.draw(st.integers(-1, 3)), "values": text}
    order = {"experiment": copy.deepcopy(small), "checkpoint": start, **copy.deepcopy(order)}
    at = ["checkpoint"][: data.draw(st.integers(0, 1))]
    body = changed(order, data, at) if data.draw(st.booleans()) else json.dumps(order)
    fails_politely(client.post(body, noun=noun))


def changed(order, data, at=()):
    """A body with one to three random changes, below a place."""
    for _ in range(data.draw(st.integers(1, 3))):
        place = order
        for key in at:
            place = place[key]
        while True:
            keys = list(place) if isinstance(place, dict) else range(len(place))
            if not keys:
                break
            key = data.draw(st.sampled_from(list(keys)))
            deeper = place[key]
            if isinstance(deeper, dict | list) and deeper and data.draw(st.booleans()):
                place = deeper
                continue
            place[key] = data.draw(values)
            break
    return json.dumps(order)
