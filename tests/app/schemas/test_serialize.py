"""A trace is written as its model would write it: all that is finite, and nothing else."""

import base64
import json
import struct

import numpy as np
import pytest

from app.problems import Problem
from app.schemas.responses import Table, Trace
from app.schemas.serialize import (
    AT_ONCE,
    flat,
    listed,
    packed,
    trace_json,
    write_bytes,
    write_json,
)
from engine import Experiment, example, examples, registry, trace
from engine.pausing import finish
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


NORMS = [
    {"kind": "dense", "units": 3, "activation": "relu"}, {"kind": "batch_norm"},
    {"kind": "layer_norm"}, {"kind": "dense", "units": 1},
]  # fmt: skip
"""Layers whose formulas count."""


@pytest.mark.parametrize("family", ["schedule", "clip", "penalty"])
def test_of_every_op_around_the_update(family, small):
    for kind in (k for k, op in registry.items() if op.family == family):
        held_to_the_model(Experiment.from_json(small | {"layers": NORMS, family: {"kind": kind}}))


@pytest.mark.parametrize("bug", ["bias_forgotten", "input_forgotten", "step_uphill"])
def test_of_bugs(bug, small):
    held_to_the_model(Experiment.from_json(small | {"loss": "mse", "bugs": [bug]}))


@pytest.mark.parametrize("write", [write_json, write_bytes])
@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan])
@pytest.mark.parametrize("place", [0, -1])
def test_a_number_that_is_not_finite_never_leaves(write, value, place):
    done = trace(example("mazur-2-2-2").experiment)
    done.vector.flags.writeable = True
    done.vector[place] = value
    with pytest.raises(Problem, match="not finite"):
        finish(write(done))


@pytest.mark.parametrize("count", [0, 1, AT_ONCE, AT_ONCE + 1, 2 * AT_ONCE, 2 * AT_ONCE + 3])
def test_a_long_list_is_written_in_parts_and_whole(count):
    values = np.arange(count) / 7
    assert json.loads(finish(flat(values, "list"))) == values.tolist()
    assert len(list(flat(values, "list"))) == max(0, -(-count // AT_ONCE) - 1)  # pauses
    assert base64.b64decode(json.loads(finish(flat(values, "base64")))) == values.tobytes()


def test_a_list_holds_every_number_to_its_bits_wherever_it_lies_in_memory():
    bits = np.random.default_rng(0).integers(0, 2**64, (4000, 2), dtype=np.uint64)
    bits[:3, 0] = np.array([0.0, -0.0, 5e-324]).view(np.uint64)
    values = bits.view(np.float64)
    for lying in (values, values.T, values[:, 0], values[::-3]):
        read = np.array(json.loads(listed(lying)), dtype=float)  # null is read as nan
        finite = np.isfinite(lying)
        assert np.array_equal(np.isfinite(read), finite)
        assert read[finite].tobytes() == lying[finite].tobytes()


@pytest.mark.parametrize("length", range(9))
def test_values_stand_where_they_can_be_read_in_place(length):
    values = np.arange(3.0)
    written = packed(b"x" * length, values.tobytes())
    (size,) = struct.unpack_from("<I", written)
    assert (4 + size) % 8 == 0
    assert size - length < 8
    assert written[4 : 4 + size] == b"x" * length + b" " * (size - length)
    assert written[4 + size :] == values.tobytes()
