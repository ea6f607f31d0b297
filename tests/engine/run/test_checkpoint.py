"""A run that goes on from a checkpoint is the run that never stopped."""

import base64
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Checkpoint, InvalidExperiment, example, registry, trace
from engine.ops import of_family
from engine.run.checkpoint import floats
from tests.engine.networks import random_experiment

ADAM = replace(example("mazur-2-2-2").experiment, optimizer=registry["adam"]())
FORMS = [
    lambda c: Checkpoint.from_json(c.to_json()),
    lambda c: Checkpoint.from_bytes(c.to_bytes()),
    lambda c: Checkpoint.from_text(c.to_text()),
]


@settings(max_examples=60)
@given(
    seed=st.integers(0, 2**32),
    stop=st.integers(0, 7),
    further=st.integers(1, 7),
    form=st.sampled_from(FORMS),
    data=st.data(),
)
def test_stopping_anywhere_gives_the_same_bytes(seed, stop, further, form, data):
    update = {"optimizer": data.draw(st.sampled_from(list(of_family("optimizer"))))}
    for family in ("schedule", "clip", "penalty"):
        kind = data.draw(st.sampled_from([None, *of_family(family)]))
        update |= {family: kind} if kind else {}
    experiment = replace(random_experiment(np.random.default_rng(seed), **update), batch=1)
    stopped = trace(experiment, stop)
    if stopped.diverged:
        return
    there = trace(experiment, stop + further)
    if there.iteration <= stop:
        return
    again = trace(experiment, there.iteration, start=form(stopped.checkpoint))
    assert again.vector.tobytes() == there.vector.tobytes()
    assert list(again.rows) == list(there.rows)


def test_a_checkpoint_holds_new_parameters_and_new_state():
    t = trace(ADAM, 4)
    names = ["W1", "b1", "W2", "b2", "m_W1", "m_W2", "v_W1", "v_W2"]
    assert t.checkpoint.iteration == 5
    assert (t.checkpoint.values == np.concatenate([t[f"{n}'"].ravel() for n in names])).all()


def test_going_on_does_not_touch_the_checkpoint():
    start = trace(ADAM, 4).checkpoint
    before = start.to_bytes()
    trace(ADAM, 20, start)
    assert start.to_bytes() == before
    with pytest.raises(ValueError, match="read-only"):
        start.values[0] = 1


def test_the_forms_are_plain():
    start = Checkpoint(3, [0.5, -1.0])
    assert start.to_json() == {"iteration": 3, "values": [0.5, -1.0]}
    assert start.to_bytes() == bytes([3, *[0] * 7]) + np.array([0.5, -1.0], "<f8").tobytes()
    assert start.to_text() == "AwAAAAAAAAAAAAAAAADgPwAAAAAAAPC/"


@pytest.mark.parametrize(
    ("iteration", "values", "pointer"),
    [
        (2, [1.0] * 23, "/checkpoint/values"),
        (2, [[1.0] * 24], "/checkpoint/values"),
        (2, [float("inf")] * 24, "/checkpoint/values"),
        (2, ["1"] * 24, "/checkpoint/values"),
        (-1, [1.0] * 24, "/checkpoint/iteration"),
        (1.5, [1.0] * 24, "/checkpoint/iteration"),
        (9, [1.0] * 28, "/checkpoint/iteration"),
    ],
)
def test_what_does_not_fit_is_told(iteration, values, pointer):
    with pytest.raises(InvalidExperiment) as caught:
        trace(ADAM, 8, start=Checkpoint(iteration, values))
    assert caught.value.pointer == pointer


@pytest.mark.parametrize("data", [b"", b"1234567", b"123456789"])
def test_bytes_that_are_no_checkpoint(data):
    with pytest.raises(ValueError, match="8 bytes"):
        Checkpoint.from_bytes(data)


@pytest.mark.parametrize("text", ["?", "AAA", "AwAAAAAAAAA"])
def test_text_that_is_no_checkpoint(text):
    with pytest.raises(ValueError, match=r"base64|8 bytes|padding|alphabet"):
        Checkpoint.from_text(text)


@pytest.mark.parametrize(
    ("text", "said", "nearest"),
    [
        ("?", "base64", None),
        ("A" * 4 * 7, "21 is no multiple of 8", 16),
        ("AAAAAAAA8D8AAAAAAAD4fw", "number 1, counted from 0, is not", None),
    ],
)
def test_values_in_base64_that_are_none_are_told(text, said, nearest):
    with pytest.raises(InvalidExperiment, match=said) as caught:
        floats(text)
    assert (caught.value.pointer, caught.value.nearest) == ("/checkpoint/values", nearest)


def test_values_in_base64_may_have_the_letters_of_links():
    for values in ([], [1.0, -0.0, 5e-324], [1.7976931348623157e308]):
        text = base64.b64encode(np.array(values, "<f8").tobytes()).decode()
        for same in (text, text.rstrip("="), text.replace("+", "-").replace("/", "_")):
            assert floats(same).tobytes() == np.array(values).tobytes()
