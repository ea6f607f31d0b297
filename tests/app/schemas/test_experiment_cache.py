"""A known experiment is answered as an unknown one."""

import json

import pytest

from app.limits import Limits
from app.parsing.experiment_span import experiment_span
from app.parsing.request_reader import RequestReaders
from app.schemas.experiment import experiment_model
from app.schemas.experiment_cache import Experiments
from engine import Experiment, registry
from engine.kept import Room
from engine.pausing import finish


@pytest.fixture
def readers():
    return RequestReaders.on(Limits())


def body(experiment, **more):
    return json.dumps({"experiment": experiment, **more}).encode()


def test_what_was_posted_before_is_the_same_value_for_every_kind_of_order(readers, small):
    first = readers.trace.experiment(finish(readers.trace.parse(body(small))))
    for reader in (readers.trace, readers.run, readers.answer):
        assert reader.experiment(finish(reader.parse(body(small)))) is first
    other = readers.trace.experiment(finish(readers.trace.parse(body(small | {"seed": 1}))))
    assert other is not first
    assert other.hash != first.hash


@pytest.mark.parametrize("wrong", [{"seed": -1}, {"inputs": [[0.0, True]]}, {"loss": {"kind": 1}}])
def test_what_no_model_takes_is_refused_every_time(client, problem, small, wrong):
    client.trace(small)
    for _ in range(2):
        assert client.trace(small | wrong).status_code == 422


def test_what_equals_a_known_one_in_python_but_not_in_json_is_another(client, small):
    """1 == 1.0 == True."""
    small["input_gradient"] = True
    assert client.trace(small).status_code == 200
    assert client.trace(small | {"input_gradient": 1}).status_code == 422
    assert client.trace(small | {"input_gradient": 1.0}).status_code == 422


def test_limits_are_those_of_the_app_that_is_asked(client_with, client, problem, small):
    assert client.trace(small).status_code == 200
    problem(client_with(examples=2).trace(small), "out-of-range", "/experiment/inputs")


def last(asked):
    """The same order with its experiment behind all else, where it is not looked for."""
    begin, end = experiment_span(asked)
    rest = asked[end + 1 : -1]
    return b"{" + rest + b", " * bool(rest) + b'"experiment": ' + asked[begin:end] + b"}"


@pytest.mark.parametrize("order", ["traces", "surfaces"])
def test_a_text_that_was_read_before_gives_the_same_answer(client, small, order):
    """Also where what stands behind it differs, and where something there is no good."""
    axes = {"axes": [{"input": 0, "low": -1.0, "high": 1.0}]} if order == "surfaces" else {}
    values = [0.25] * Experiment.from_json(small).network.carried
    for more in (
        {},
        {"checkpoint": {"iteration": 0, "values": values}},
        {"checkpoint": {"iteration": -1, "values": values}},
        {"checkpoint": {"iteration": 0, "values": [float("inf")]}},
        {"unknown": 1},
        {"checkpoint": [[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]},
    ):
        asked = body(small, **axes, **more)
        for _ in range(2):
            known = client.post(asked, noun=order)
        fresh = client.post(last(asked), noun=order)
        assert (known.status_code, known.content) == (fresh.status_code, fresh.content)


@pytest.mark.parametrize(
    "tail", ['"experiment": {}', '"experiment": 0', '"iteration": 1, "iteration": 2']
)
def test_what_stands_behind_a_known_text_is_read_as_strictly(client, small, tail):
    asked = body(small)[:-1] + b", " + tail.encode() + b"}"
    client.trace(small)
    client.trace(small)
    found = [client.post(order) for order in (asked, last(asked))]
    assert found[0].status_code in (400, 422)
    assert found[0].content == found[1].content


def test_where_json_breaks_off_behind_a_known_text_is_counted_from_the_beginning(client, small):
    asked = body(small)[:-1] + b', "iteration"}'
    client.trace(small)
    assert client.post(asked).json()["column"] == len(asked)


def test_a_text_with_braces_is_not_taken_for_its_beginning(readers, small):
    """What ends within a text is no experiment, though its braces are even."""
    odd = small | {"seed": "}"}
    asked = json.dumps({"experiment": {"seed": "}", **small, **odd}}).encode()
    texts = readers.trace.known.texts
    texts.room = Room(10**6)
    finish(readers.trace.parse(asked))
    assert not texts.room.entries
    finish(readers.trace.parse(body(small)))
    assert len(texts.room.entries) == 1


def test_an_experiment_ends_where_its_braces_do():
    asked = b' { "experiment" : {"a": {"b": 1}, "c": []}, "x": {}}'
    found = experiment_span(asked)
    assert found
    assert asked[slice(*found)] == b'{"a": {"b": 1}, "c": []}'
    for body in (b'{"x": 1, "experiment": {}}', b'{"experiment": [1]}', b'{"experiment": {{}', b""):
        assert experiment_span(body) is None
    assert experiment_span(b'{"experiment": ' + b"{" * 9999 + b"}" * 9999) is None


def test_room_is_kept_to(small):
    known = Experiments(Limits())
    known.cache.room = room = Room(10**6)
    model = experiment_model(registry, Limits())
    for seed in range(1000):
        known.make(known.check(small | {"seed": seed}, model.model_validate))
    assert 0 < room.held <= room.size
    assert len(room.entries) > 20
