"""The experiment: one stable form, one hash, one order of examples; what is ill-formed is told."""

import copy
import json
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Experiment, InvalidExperiment, example, examples, trace
from engine.settings import write
from tests.engine.networks import random_experiment
from tests.samples import cases

GOOD = {
    "layers": [{"kind": "dense", "units": 2, "activation": {"kind": "sigmoid"}}],
    "loss": {"kind": "binary_cross_entropy", "reduction": "mean"},
    "inputs": [[0.0, 1.0], [1.0, 0.5], [1.0, 1.0]],
    "targets": [[0.0, 1.0], [1.0, 0.0], [1.0, 1.0]],
}
HUGE = 10**400


def _layers(activation="sigmoid", **settings):
    """GOOD with one dense layer of two units, and what is given."""
    return GOOD | {"layers": [{"kind": "dense", "units": 2, "activation": activation} | settings]}


def _of(kind, **settings):
    return {"kind": kind} | settings


def test_json_round_trip_keeps_value_hash_and_bytes():
    rng = np.random.default_rng(3)
    for _ in range(50):
        before = random_experiment(rng)
        after = Experiment.from_json(json.loads(json.dumps(before.to_json())))
        assert after.to_json() == before.to_json()
        assert after.hash == before.hash
        assert trace(after, 2).vector.tobytes() == trace(before, 2).vector.tobytes()


HASHES = {
    "two-neuron-chain": "a87336f545335207",
    "two-neuron-chain-relu": "d5c8dc1d0a959b14",
    "mazur-2-2-2": "866efb36e7eb04a7",
    "han-kamber-3-2-1": "7cc14eb6fb47562f",
    "hmkcode-2-2-1-linear": "07d91d2a402b9342",
    "ai-by-hand-4-3-4-3": "37f03fca1243ebd2",
    "tiny-cnn": "b168bec1ab5992d8",
}


@pytest.mark.parametrize("name", HASHES)
def test_the_hash_does_not_change_between_versions(name):
    """Links and files carry it: a change here breaks what people have saved."""
    assert example(name).experiment.hash == HASHES[name]


def test_the_hash_sees_every_field_and_no_spelling():
    base = Experiment.from_json(GOOD)
    changes = {
        "loss": "half_sse",
        "learning_rate": 0.2,
        "batch": 2,
        "seed": 1,
        "frozen": ["b1"],
        "parameters": {"b1": [0, 0]},
        "inputs": [[0, 1], [1, 0.5], [1, 2]],
        "targets": [[0, 1], [1, 0], [1, 0]],
        "layers": _layers("softmax")["layers"],
        "optimizer": "adam",
        "schedule": "cosine",
        "clip": "clip_norm",
        "penalty": "l2",
        "initial": "he_normal",
        "initial_bias": "ones",
        "input_gradient": True,
    }
    hashes = {Experiment.from_json(GOOD | {k: v}).hash for k, v in changes.items()}
    assert len(hashes | {base.hash}) == len(changes) + 1
    same = {
        "loss": _of("binary_cross_entropy", reduction="mean"),
        "learning_rate": 0.1,
        "optimizer": "sgd",
        "schedule": None,
        "clip": None,
        "penalty": None,
        "initial": "glorot_uniform",
        "initial_bias": "zeros",
        "input_gradient": False,
        "data": None,
        "seed": 0,
        "batch": None,
        "inputs": [[0, 1], [1, 0.5], [1, 1]],
        "frozen": [],
        "parameters": {},
    }
    assert Experiment.from_json(GOOD | same).hash == base.hash
    leaky = [_layers(_of("leaky_relu", alpha=a)) | {"loss": "sse"} for a in (1, 1.0)]
    assert len({Experiment.from_json(one).hash for one in leaky}) == 1


def test_defaults_are_those_documented():
    made = Experiment.from_json(GOOD)
    assert (made.learning_rate, made.batch, made.seed, made.frozen) == (0.1, None, 0, frozenset())
    assert made.optimizer.kind == "sgd"


@given(
    count=st.integers(1, 30),
    size=st.integers(1, 30),
    seed=st.integers(0, 5),
    epoch=st.integers(0, 3),
)
def test_the_batches_of_an_epoch_cover_the_data_once(count, size, seed, epoch):
    size = min(size, count)
    made = _with_data(count, size, seed)
    per_epoch = -(-count // size)
    batches = [made.rows(epoch * per_epoch + k) for k in range(per_epoch)]
    assert sorted(np.concatenate(batches)) == list(range(count))
    assert all(len(b) == size for b in batches[:-1])


def test_the_order_of_an_epoch_comes_from_seed_and_epoch_alone():
    made, again, other = _with_data(20, 5, 1), _with_data(20, 5, 1), _with_data(20, 5, 2)
    assert list(again.rows(7)) == list(made.rows(7))
    assert list(made.rows(0)) != list(made.rows(4))
    assert list(made.rows(0)) != list(other.rows(0))
    assert list(_with_data(20, None, 1).rows(9)) == list(range(20))


def test_initial_values_come_from_the_seed_and_what_is_given_stays():
    a, b = (Experiment.from_json(GOOD | {"seed": s}).start for s in (1, 2))
    assert (a["W1"] != b["W1"]).all()
    assert list(a["b1"]) == [0, 0]
    given = Experiment.from_json(GOOD | {"seed": 1, "parameters": {"b1": [3, 4]}}).start
    assert (given["W1"] == a["W1"]).all()
    assert list(given["b1"]) == [3, 4]


def test_the_arrays_cannot_be_written():
    made = example("mazur-2-2-2").experiment
    for array in (made.inputs, made.targets, made.parameters["W1"], trace(made).vector):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


BAD = [
    ("", [], "an object"),
    ("", None, "an object"),
    ("/colour", GOOD | {"colour": 1}, "no field"),
    *((f"/{name}", {k: v for k, v in GOOD.items() if k != name}, "needed") for name in GOOD),
    ("/layers", GOOD | {"layers": []}, "at least one"),
    ("/layers", GOOD | {"layers": {}}, "a list"),
    ("/layers", GOOD | {"layers": "dense"}, "a list"),
    ("/layers/0", GOOD | {"layers": [3]}, "an object"),
    ("/layers/0/kind", GOOD | {"layers": [{"units": 2}]}, "dense"),
    ("/layers/0/kind", GOOD | {"layers": [{"kind": "relu"}]}, "dense"),
    ("/layers/0/kind", GOOD | {"layers": [{"kind": ["dense"]}]}, "dense"),
    ("/layers/0/units", GOOD | {"layers": [{"kind": "dense"}]}, "needed"),
    *(
        ("/layers/0/units", _layers(units=u), "units must be")
        for u in (0, -1, 257, 2.5, "2", None, True, [2], float("nan"), HUGE)
    ),
    ("/layers/0", _layers(size=2), "takes units"),
    ("/layers/0/activation/kind", _layers("dense"), "sigmoid"),
    ("/layers/0/activation", _layers(5), "an object"),
    ("/layers/0/activation", _layers(_of("relu", alpha=1)), "no settings"),
    ("/layers/0/activation/alpha", _layers(_of("leaky_relu", alpha=2)), "at most 1"),
    ("/layers/0/activation", _layers("tanh"), "needs outputs between 0 and 1"),
    ("/loss/kind", GOOD | {"loss": "sgd"}, "half_sse"),
    ("/loss", GOOD | {"loss": None}, "an object"),
    ("/loss/reduction", GOOD | {"loss": {"kind": "sse", "reduction": "max"}}, "sum, mean"),
    ("/loss/reduction", GOOD | {"loss": {"kind": "sse", "reduction": []}}, "sum, mean"),
    ("/optimizer/kind", GOOD | {"optimizer": "frozen"}, "sgd"),
    *(
        ("/learning_rate", GOOD | {"learning_rate": v}, "number")
        for v in ("1", None, True, [], float("inf"), HUGE)
    ),
    *(("/batch", GOOD | {"batch": v}, "from 1 to 3") for v in (0, -1, 4, 1.5, "1", True, HUGE)),
    *(("/seed", GOOD | {"seed": v}, "at least 0") for v in (-1, 1.5, None)),
    *(("/seed", GOOD | {"seed": v}, "text as a seed") for v in ("", "\n", "x" * 81)),
    ("/shuffle", GOOD | {"shuffle": 1}, "true or false"),
    ("/remainder", GOOD | {"remainder": "keep"}, "one of use, drop, carry"),
    ("/frozen", GOOD | {"frozen": ["b2"]}, "W1, b1"),
    ("/frozen", GOOD | {"frozen": "b1"}, "a list"),
    ("/frozen/0", GOOD | {"frozen": [["b1"]]}, "text"),
    ("/parameters", GOOD | {"parameters": {"W2": [[1, 2]]}}, "W1, b1"),
    ("/parameters", GOOD | {"parameters": [1]}, "an object"),
    ("/parameters/b1", GOOD | {"parameters": {"b1": [1]}}, r"the shape \[2\], not \[1\]"),
    ("/parameters/W1", GOOD | {"parameters": {"W1": [[1, 2], [3]]}}, "equally long"),
    *(
        (f"/{name}", GOOD | {name: v}, told)
        for name in ("inputs", "targets")
        for v, told in (
            ([], "list of examples"),
            ([[], []], "list of examples"),
            ([1, 2, 3], "list of examples"),
            (5, "list of examples"),
            (None, "finite"),
            ("x", "must be numbers"),
            ([["0", "1"]] * 3, "must be numbers"),
            ([[True, False]] * 3, "must be numbers"),
            ([[0, 1], [1], [1, 1]], "equally long"),
            ([[0, None]] * 3, "finite"),
            ([[0, HUGE]] * 3, "must be numbers"),
            ([[{}, 1]] * 3, "must be numbers"),
            ([[0, float("nan")]] * 3, "finite"),
            ([[0, float("inf")]] * 3, "finite"),
        )
    ),
    ("/layers/0", GOOD | {"inputs": [[[1, 2]]] * 3}, "list of numbers"),
    ("/targets", GOOD | {"targets": [[0, 1]]}, "3 inputs but 1 target;"),
    ("/targets", GOOD | {"targets": [[0], [1], [1]]}, "has 1 number, the last layer 2"),
    ("/targets/2/1", GOOD | {"targets": [[0, 1], [1, 0], [1, 1.5]]}, "between 0 and 1"),
]


@pytest.mark.parametrize(("pointer", "document", "told"), BAD)
def test_what_is_ill_formed_is_told_with_its_place(pointer, document, told):
    kept = copy.deepcopy(document)
    with pytest.raises(InvalidExperiment, match=told) as caught:
        Experiment.from_json(document)
    assert caught.value.pointer == pointer
    assert repr(document) == repr(kept)


@pytest.mark.parametrize(
    ("change", "limit", "nearest"),
    [
        ({"layers": [{"kind": "dense", "units": 300}]}, 256, 256),
        ({"layers": [{"kind": "dense", "units": 0}]}, 1, 1),
        ({"batch": 9}, [1, 3], 3),
        ({"seed": -4}, 0, 0),
        ({"targets": [[0, 1], [1, 0], [-0.5, 1]]}, [0, 1], 0),
        (_layers("relu"), [0, 1], "sigmoid"),
        (_layers("identity") | {"loss": "cross_entropy"}, [0, 1], "softmax"),
    ],
)
def test_the_limit_and_what_would_fit_are_told(change, limit, nearest):
    with pytest.raises(InvalidExperiment) as caught:
        Experiment.from_json(GOOD | change)
    assert (caught.value.limit, caught.value.nearest) == (limit, nearest)


_names = st.sampled_from(["kind", "units", "W1", "x"])
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names, inner, max_size=3),
    max_leaves=8,
)


FIELDS = [f.name for f in fields(Experiment)]


@given(field=st.sampled_from(FIELDS), value=_json)
def test_no_other_error_ever_leaves(field, value):
    try:
        made = Experiment.from_json(GOOD | {field: value})
    except InvalidExperiment:
        return
    assert Experiment.from_json(made.to_json()).hash == made.hash


@pytest.mark.parametrize("name", examples())
def test_examples_round_trip(name):
    made = example(name).experiment
    assert Experiment.from_json(made.to_json()).hash == made.hash


def _with_data(count, size, seed):
    return Experiment.from_json(
        {
            "layers": [{"kind": "dense", "units": 1}],
            "loss": "sse",
            "inputs": [[k] for k in range(count)],
            "targets": [[k] for k in range(count)],
            "batch": size,
            "seed": seed,
        }
    )


@pytest.mark.parametrize("name", examples())
def test_the_text_of_an_experiment_is_its_json(name):
    experiment = example(name).experiment
    expected = json.dumps(experiment.to_json(), sort_keys=True, separators=(",", ":"))
    assert experiment.text == expected


@pytest.mark.parametrize(
    "value", [0, -1, 10**30, 0.0, -0.0, 1.0, 0.1, 1e-7, 1e16, 1e300, True, None, "a", [1, 0.5], {}]
)
def test_values_are_written_as_json_writes_them(value):
    assert write(value) == json.dumps(value, sort_keys=True, separators=(",", ":"))


def test_a_variation_is_what_the_constructor_makes():
    rng = np.random.default_rng(8)
    for _ in range(cases(40, 400)):
        one = random_experiment(rng)
        one.hash, one.start  # noqa: B018 (what was made before must not stay)
        inputs, targets = (a[rng.permutation(len(a))] for a in (one.inputs, one.targets))
        for new in (
            {"inputs": inputs, "targets": targets},
            {"seed": 77},
            {"inputs": inputs, "seed": 5},
        ):
            made, wanted = one.varied(**new), replace(one, **new)
            assert made.text == wanted.text
            assert made.hash == wanted.hash
            assert made.network is wanted.network
            assert trace(made, 1).vector.tobytes() == trace(wanted, 1).vector.tobytes()


@pytest.mark.parametrize(
    "new",
    [
        {"inputs": [[0.0], [1.0, 2.0], [0.0, 0.0]]},
        {"inputs": [[0.0, 1.0]]},
        {"inputs": [[0.0, np.inf], [1.0, 0.5], [1.0, 1.0]]},
        {"inputs": [[[0.0, 1.0]], [[1.0, 0.5]], [[1.0, 1.0]]]},
        {"targets": [[0.0, 1.0], [2.0, 0.0], [1.0, 1.0]]},
        {"targets": [[0.0], [2.0], [1.0]]},
        {"inputs": [[0.0, 1.0]], "targets": [[0.0, 1.0]]},
        {"seed": -1},
        {"seed": ""},
    ],
)
def test_a_variation_that_does_not_fit_is_told_as_by_the_constructor(new):
    one = Experiment.from_json(GOOD | {"batch": 2})
    with pytest.raises(InvalidExperiment) as wanted:
        replace(one, **new)
    with pytest.raises(InvalidExperiment) as found:
        one.varied(**new)
    assert vars(found.value) == vars(wanted.value)
