"""A known experiment is answered as an unknown one."""

import json

import pytest

from app.limits import Limits
from app.parsing.request_reader import RequestReaders
from app.schemas.experiment import experiment_model
from app.schemas.experiment_cache import Experiments
from engine import registry
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


def test_room_is_kept_to(small):
    known = Experiments(Limits())
    model = experiment_model(registry, Limits())
    for seed in range(1000):
        known.make(known.check(small | {"seed": seed}, model.model_validate))
    assert 0 < known.cache.items.currsize <= known.cache.items.maxsize
