"""JSON has one kind of number, so 3.0 is the whole number 3; 0 is no truth value."""

import json

import pytest

from app.limits import Limits
from app.parsing.request_reader import RequestReaders
from app.schemas.example_request import rank

NETWORK = {
    "layers": [{"kind": "dense", "units": 3, "activation": "tanh"}, {"kind": "dense", "units": 1}],
    "loss": "mse",
    "data": {"kind": "sine", "examples": 20, "seed": 3},
    "batch": 5,
    "seed": 2,
}


def as_floats(document):
    """The same numbers as another language writes them."""
    if isinstance(document, dict):
        return {key: as_floats(value) for key, value in document.items()}
    if isinstance(document, list):
        return [as_floats(value) for value in document]
    return float(document) if type(document) is int else document


@pytest.mark.parametrize(
    ("noun", "order"),
    [
        ("traces", {"iteration": 7, "example": 2}),
        ("traces", {"iteration": 1, "replaced": {"tensor": "W1", "cell": [0, 0], "value": 1}}),
        ("runs", {"until": {"iteration": 4}, "every": 2}),
        ("runs", {"until": {"epoch": 1}, "every": 4}),
        ("spreads", {"seeds": [1, 2], "iterations": 4, "every": 2}),
        ("paths", {"iteration": 1, "tensor": "W1", "cell": [0, 0], "most": 3}),
    ],
)
def test_whole_numbers_may_be_written_as_others(client, noun, order):
    order = {"experiment": NETWORK, **order}
    answers = [client.post(json.dumps(of), noun=noun) for of in (order, as_floats(order))]
    assert [a.status_code for a in answers] == [200, 200], answers[1].text
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize(
    ("value", "slug"),
    [
        *[(value, "invalid") for value in (1.5, True, "1", None)],
        (-1.0, "out-of-range"),
        (1e300, "too-much-work"),
    ],
)
def test_what_is_none_or_too_many_is_refused(client, problem, value, slug):
    order = {"experiment": NETWORK, "iteration": value}
    problem(client.post(json.dumps(order)), slug, "/iteration")


@pytest.mark.parametrize("seed", [4.0, 4e9])
def test_a_seed_of_a_known_body_may_be_written_so_too(client, seed):
    texts = [json.dumps({"experiment": NETWORK | {"seed": s}}) for s in (1, 2, int(seed), seed)]
    *_, whole, other = [client.post(text).content for text in texts]
    assert whole == other


def test_the_schema_says_the_bounds():
    schemas = RequestReaders.on(Limits()).schemas
    until = schemas["Until"]["properties"]["iteration"]["anyOf"][0]
    assert until == {"type": "integer", "minimum": 0}
    assert not any('"ge"' in json.dumps(schema) for schema in schemas.values())


@pytest.mark.parametrize(
    ("text", "status"), [("true", 200), ("false", 200), ("0", 422), ("yes", 422)]
)
def test_a_switch_in_a_query_is_true_or_false(client, text, status):
    assert client.get(f"/api/v1/datasets/sine?standardise={text}").status_code == status


def test_a_whole_number_in_a_query_may_be_written_so_too(client):
    one, other = (client.get(f"/api/v1/datasets/sine?examples={n}") for n in ("30", "30.0"))
    assert one.content == other.content


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, 1), ([], 1), ([1], 1), ([[]], 2), ([[1], []], 2), ([[], [[[1]]]], 4),
        ([[[]], [[[1]]]], 4), ([[[[[1]]]]], 4), ([[], 1], 2), ([1, [[1]]], 1),
    ],
)  # fmt: skip
def test_how_deep_numbers_lie_is_seen_where_there_are_some(value, expected):
    assert rank(value) == expected
