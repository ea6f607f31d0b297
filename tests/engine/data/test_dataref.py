"""Data that are named: the bytes of what is drawn, one stable form, drawn and checked once."""

import json
from dataclasses import dataclass, fields, replace

import numpy as np
import pytest
from hypothesis import given

from engine import DataRef, Experiment, InvalidExperiment, trace
from engine.data import datasets
from engine.data.dataref import _drawn
from engine.data.dataset import Regression
from engine.data.generators.circle import Circle
from engine.kept import room
from engine.run.evaluation import Evaluation
from engine.settings import InvalidSetting
from tests.engine.data.generators.test_generators import orders

DOTS = {
    "layers": [{"kind": "dense", "units": 1, "activation": "sigmoid"}],
    "loss": {"kind": "binary_cross_entropy", "reduction": "mean"},
}
CIRCLE = DOTS | {"data": {"kind": "circle"}}


def learning(data, count=1):
    """An experiment that takes any data with so many targets, as a document."""
    layers = [{"kind": "dense", "units": count}]
    if data.get("form") == "image":
        layers.insert(0, {"kind": "flatten"})
    return {"layers": layers, "loss": "mse", "data": data}


@given(orders())
def test_any_data_that_can_be_drawn_can_be_named(order):
    kind, settings, seed = order
    try:
        data = datasets[kind](**settings).make(seed)
    except InvalidSetting:  # more than two classes
        settings = settings | {"targets": "one_hot"}
        data = datasets[kind](**settings).make(seed)
    document = learning({"kind": kind, "seed": seed, **settings}, data.targets.shape[1])
    made = Experiment.from_json(document)
    assert made.inputs.tobytes() == data.inputs[data.training].tobytes()
    assert made.targets.tobytes() == data.targets[data.training].tobytes()
    assert made.inputs.shape[1:] == data.inputs.shape[1:]
    held_out = made.data.held_out
    assert (held_out is not None) == (len(data.test) > 0)
    if held_out:
        assert held_out.inputs.tobytes() == data.inputs[data.test].tobytes()
        assert held_out.targets.tobytes() == data.targets[data.test].tobytes()
    again = Experiment.from_json(json.loads(json.dumps(made.to_json())))
    assert again.to_json() == made.to_json()
    assert (again.hash, again.data) == (made.hash, made.data)
    assert json.loads(made.text) == made.to_json()
    assert made.text == json.dumps(made.to_json(), sort_keys=True, separators=(",", ":"))


@pytest.mark.parametrize("kind", datasets)
def test_what_is_left_out_has_its_default(kind):
    """Only the seed stands beside the settings, so no kind may have one of its own."""
    assert not {"seed", "kind"} & {f.name for f in fields(datasets[kind])}
    count = datasets[kind]().make(0).targets.shape[1]
    short, long = (
        Experiment.from_json(learning(data, count))
        for data in ({"kind": kind}, {"seed": 0, **datasets[kind]().to_json()})
    )
    assert short.hash == long.hash
    assert short.to_json()["data"] == datasets[kind]().to_json() | {"seed": 0}
    assert not {"inputs", "targets"} & short.to_json().keys()


def test_the_hash_does_not_change_between_versions():
    """Links carry it, as they carry that of an experiment with its examples."""
    assert Experiment.from_json(CIRCLE).hash == "f42eefc534579b0a"


def test_the_hash_sees_kind_settings_and_seed():
    changes = {}, {"seed": 1}, {"noise": 0.1}, {"examples": 100}, {"test": 0.2}, {"kind": "moons"}
    hashes = {Experiment.from_json(DOTS | {"data": {"kind": "circle"} | c}).hash for c in changes}
    assert len(hashes) == len(changes)


def test_named_and_carried_data_give_the_same_iteration():
    named = Experiment.from_json(CIRCLE | {"batch": 7, "learning_rate": 0.5})
    carried = replace(named, data=None)
    assert carried.to_json()["inputs"] == named.inputs.tolist()
    assert "data" not in carried.to_json()
    assert carried.hash != named.hash
    assert trace(carried, 40).vector.tobytes() == trace(named, 40).vector.tobytes()


def test_in_python_it_is_a_field_as_in_json():
    written = Experiment.from_json(DOTS | {"data": {"kind": "circle", "seed": 3, "test": 0.2}})
    made = Experiment(written.layers, written.loss, data=DataRef(Circle(test=0.2), seed=3))
    assert made.hash == written.hash
    score = Evaluation(made, *made.data.held_out)(trace(made, 9).checkpoint.values)
    assert 0 < score.loss < 1


def test_an_experiment_with_some_fields_changed_keeps_its_data():
    before = Experiment.from_json(CIRCLE)
    after = replace(before, learning_rate=9.0)
    assert after.inputs is before.inputs
    room.clear()  # long ago
    assert replace(before, learning_rate=9.0).hash == after.hash
    for name in ("inputs", "targets"):
        other = getattr(before, name) + 1
        with pytest.raises(InvalidExperiment, match="only one") as caught:
            replace(before, **{name: other})
        assert caught.value.pointer == "/data"
        assert (getattr(replace(before, data=None, **{name: other / 4}), name) == other / 4).all()


def test_what_is_drawn_cannot_be_written():
    made = Experiment.from_json(DOTS | {"data": {"kind": "circle", "test": 0.5}})
    for array in (made.inputs, made.targets, *made.data.held_out):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_data_are_drawn_and_looked_at_once(monkeypatch):
    drawn, looked = [], []
    make, check = Circle.make, "engine.data.dataref.check_targets"
    monkeypatch.setattr(Circle, "make", lambda self, seed: drawn.append(seed) or make(self, seed))
    monkeypatch.setattr(check, lambda *_: looked.append(1))
    for units in (1, 1, 2):
        layers = [{"kind": "dense", "units": units, "activation": "tanh"}, *DOTS["layers"]]
        data = {"kind": "circle", "seed": 77, "examples": 2000}
        Experiment.from_json(DOTS | {"layers": layers, "data": data})
    assert (drawn, looked) == ([77], [1])


def test_what_is_kept_of_data_is_known():
    made = _drawn(DataRef(Circle(examples=100, test=0.5), 3))
    assert made.bytes == 8 * (100 * 3 + 50 * 3 + 50 * 3)


@pytest.mark.parametrize(
    ("data", "pointer", "limit", "nearest"),
    [
        ("circle", "/data", None, None),
        ([], "/data", None, None),
        ({}, "/data/kind", list(datasets), None),
        ({"kind": "square"}, "/data/kind", list(datasets), None),
        ({"kind": ["circle"]}, "/data/kind", list(datasets), None),
        ({"kind": "circle", "noise": 0.6}, "/data/noise", 0.5, 0.5),
        ({"kind": "circle", "examples": 3}, "/data/examples", 4, 4),
        ({"kind": "circle", "examples": 20.5}, "/data/examples", None, 20),
        ({"kind": "circle", "standardise": 1}, "/data/standardise", [False, True], None),
        ({"kind": "circle", "seed": -1}, "/data/seed", 0, 0),
        ({"kind": "circle", "seed": ""}, "/data/seed", None, None),
        ({"kind": "circle", "seed": None}, "/data/seed", 0, None),
        ({"kind": "circle", "arms": 2}, "/data", None, None),
        ({"kind": "spirals", "arms": 3}, "/data/targets", ["one_hot"], "one_hot"),
        # What fits the data, or another place, fits the loss and the last layer.
        ({"kind": "circle", "targets": "plus_minus"}, "/data/targets", ["zero_one"], "zero_one"),
        ({"kind": "circle", "targets": "one_hot"}, "/data/targets", ["zero_one"], "zero_one"),
        ({"kind": "iris"}, "/data", [1], None),
        ({"kind": "plane"}, "/data", [0, 1], None),
    ],
)
def test_what_is_ill_formed_is_told_with_its_place(data, pointer, limit, nearest):
    with pytest.raises(InvalidExperiment) as caught:
        Experiment.from_json(DOTS | {"data": data})
    assert caught.value.pointer == pointer
    assert caught.value.nearest == nearest
    if limit is not None:
        assert caught.value.limit == limit


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"data": {"kind": "circle"}, "inputs": [[1, 1]], "targets": [[1]]}, "/data"),
        ({"data": {"kind": "circle"}, "inputs": [[1, 1]]}, "/data"),
        ({"data": {"kind": "circle"}, "targets": []}, "/data"),
        ({"data": {"kind": "circle"}, "inputs": None}, "/data"),
        ({"data": None}, "/inputs"),
        ({}, "/inputs"),
        ({"inputs": [[1, 1]]}, "/targets"),
        ({"targets": [[1]]}, "/inputs"),
    ],
)
def test_examples_are_given_or_named_and_not_both(more, pointer):
    with pytest.raises(InvalidExperiment, match=r"only one|data instead") as caught:
        Experiment.from_json(DOTS | more)
    assert caught.value.pointer == pointer


def test_null_names_nothing():
    given = DOTS | {"inputs": [[1, 1]], "targets": [[1]]}
    assert Experiment.from_json(given | {"data": None}).hash == Experiment.from_json(given).hash


def test_in_python_other_values_are_refused_too():
    base = Experiment.from_json(CIRCLE)
    for data in ("circle", Circle(), {"kind": "circle"}):
        with pytest.raises(InvalidExperiment, match="a DataRef is needed") as caught:
            Experiment(base.layers, base.loss, data=data)
        assert caught.value.pointer == "/data"
    with pytest.raises(InvalidExperiment, match="a kind of data"):
        DataRef("circle")
    with pytest.raises(InvalidExperiment, match="a list of examples"):
        Experiment(base.layers, base.loss)


@dataclass(frozen=True)
class Falling(Regression):
    """All targets but the last one could be probabilities."""

    input_names = ("x",)

    def draw(self, rng):
        x = np.arange(10.0)[:, np.newaxis]
        return x, x / 8


def test_held_out_targets_must_fit_as_well():
    of = Falling(test=0.1)
    seed = next(s for s in range(99) if of.make(s).test.tolist() == [9])
    data, base = DataRef(of, seed), Experiment.from_json(CIRCLE)
    assert len(data.training.inputs) == 9
    with pytest.raises(InvalidExperiment, match="between 0 and 1") as caught:
        Experiment(base.layers, base.loss, data=data)
    assert (caught.value.pointer, caught.value.nearest) == ("/data", None)
