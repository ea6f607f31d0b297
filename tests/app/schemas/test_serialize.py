"""A trace is written without its model, and is what the model would write."""

import numpy as np
import pytest

from app.schemas.responses import Table, Trace
from app.schemas.serialize import trace_json
from engine import Experiment, example, examples, registry, trace
from tests.engine.networks import random_experiment
from tests.samples import cases


def held_to_the_model(experiment: Experiment) -> None:
    written = trace_json(trace(experiment))
    read = Trace.model_validate_json(written, strict=True)
    table = read.model_dump_json(include=set(Table.model_fields))
    assert f",{table[1:-1]}," in written.decode()


@pytest.mark.parametrize("name", examples())
def test_of_every_example(name):
    held_to_the_model(example(name).experiment)


def test_of_random_experiments():
    rng = np.random.default_rng(11)
    for _ in range(cases(25, 400)):
        held_to_the_model(random_experiment(rng))


@pytest.mark.parametrize("kind", [k for k, op in registry.items() if op.family == "optimizer"])
def test_of_every_optimizer(kind, small):
    held_to_the_model(Experiment.from_json(small | {"optimizer": {"kind": kind}}))


@pytest.mark.parametrize("bug", ["bias_forgotten", "input_forgotten", "step_uphill"])
def test_of_bugs(bug, small):
    held_to_the_model(Experiment.from_json(small | {"loss": "mse", "bugs": [bug]}))
