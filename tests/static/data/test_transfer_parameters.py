"""Changed in the middle of a run: what parameters and state go on with."""

import json
from dataclasses import replace
from typing import Any

import numpy as np

from app.schemas.serialize import trace_json
from engine import Checkpoint, Experiment, example, trace
from engine.ops.activations.relu import Relu
from engine.ops.layers.dense import Dense
from engine.ops.optimizers.adam import Adam
from engine.program.layer import Layer
from tests.static.pure import Core, ask

MAZUR = replace(example("mazur-2-2-2").experiment, optimizer=Adam())
CODE = """[...transferParameters.carriedValues(
    {from, experiment: null}, new trace.Trace(a), new trace.Trace(b))]"""


def document(experiment: Experiment, iteration: int = 0) -> Any:
    return json.loads(trace_json(trace(experiment, iteration)))


def carried(core: Core, after: Experiment, places: list[int | None]) -> Checkpoint:
    given = {"a": document(MAZUR, 5), "b": document(after), "from": places}
    code = CODE.replace("{from,", "{from: places,")
    modules = "data/transfer-parameters data/trace"
    values = ask(core, modules, code, a=given["a"], b=given["b"], places=places)
    found = Checkpoint(5, np.array(values))
    found.check(after, 5)
    return found


def test_another_activation_goes_on_with_weights_and_state_as_they_are(core: Core) -> None:
    layers = (replace(MAZUR.layers[0], activation=Relu()), MAZUR.layers[1])
    found = carried(core, replace(MAZUR, layers=layers), [0, 1])
    begin = trace(MAZUR, 4).checkpoint
    np.testing.assert_array_equal(found.values, begin.values)


def test_a_new_layer_in_front_of_the_last_begins_as_drawn(core: Core) -> None:
    first, last = MAZUR.layers
    middle = Layer(Dense(2), Relu())
    keep = {n: v for n, v in MAZUR.parameters.items() if n in ("W1", "b1")}
    after = replace(MAZUR, layers=(first, middle, last), parameters=keep)
    found = trace(after, 5, carried(core, after, [0, None, 1]))
    now = trace(MAZUR, 5)
    for old, new in [("W1", "W1"), ("b1", "b1"), ("W2", "W3"), ("b2", "b3"), ("m_W1", "m_W1"),
                     ("v_W2", "v_W3"), ("m_b2", "m_b3")]:  # fmt: skip
        if old in now.program.tensors:
            np.testing.assert_array_equal(found[new], now[old])
    np.testing.assert_array_equal(found["W2"], after.start["W2"])
    assert not found["m_W2"].any()


def test_another_optimizer_keeps_the_weights_and_begins_its_own_state(core: Core) -> None:
    after = replace(MAZUR, optimizer=Adam(beta1=0.5))
    found = trace(after, 5, carried(core, after, [0, 1]))
    now = trace(MAZUR, 5)
    np.testing.assert_array_equal(found["W2"], now["W2"])
    assert now["m_W2"].all()
    assert not found["m_W2"].any()


def test_one_number_changed_by_hand(core: Core) -> None:
    code = "[...transferParameters.withNumber(new trace.Trace(a), {tensor: 'W2', cell: [1, 0]}, 7)]"
    values = ask(core, "data/transfer-parameters data/trace", code, a=document(MAZUR, 5))
    found = trace(MAZUR, 5, Checkpoint(5, np.array(values)))
    assert found["W2"][1, 0] == 7
    before = trace(MAZUR, 4).checkpoint.values
    assert (before != values).sum() == 1
