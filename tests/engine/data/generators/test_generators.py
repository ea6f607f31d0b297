"""Drawn data: what each kind promises, from its seed alone."""

import hashlib
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data import datasets
from engine.data.generators.function import FUNCTIONS
from engine.settings import InvalidSetting

WHOLE = {kind for kind in datasets if kind.startswith("playground_")}
"""Kinds that keep all digits, as the page does that they are from."""
DRAWN = sorted(set(datasets) - {"iris", "digits"} - WHOLE)


def made(kind, seed=0, **settings):
    return datasets[kind](**settings).make(seed)


def digest(data):
    return hashlib.sha256(data.inputs.tobytes() + data.targets.tobytes()).hexdigest()[:16]


@st.composite
def orders(draw):
    """A kind with any settings that its schema allows."""
    kind = draw(st.sampled_from(sorted(datasets)))
    properties = datasets[kind].schema()["properties"]
    settings = {}
    for name, schema in properties.items():
        if "enum" in schema:
            settings[name] = draw(st.sampled_from(schema["enum"]))
        elif schema.get("type") == "boolean":
            settings[name] = draw(st.booleans())
        elif name != "kind":
            of = st.integers if schema["type"] == "integer" else st.floats
            settings[name] = draw(of(schema["minimum"], min(schema["maximum"], 100)))
    return kind, settings, draw(st.integers(0, 2**32 - 1))


@given(orders())
def test_any_settings_give_data_that_keep_the_contract(order):
    kind, settings, seed = order
    try:
        data = made(kind, seed, **settings)
    except InvalidSetting:  # more than two classes
        data = made(kind, seed, **settings | {"targets": "one_hot"})
    count = len(data.inputs)
    assert data.inputs.dtype == data.targets.dtype == np.float64
    assert np.isfinite(data.inputs).all()
    assert np.isfinite(data.targets).all()
    assert data.targets.shape == (count, len(data.target_names))
    assert data.inputs[0].size == len(data.input_names)
    assert count == settings.get("examples", count)
    both = np.sort(np.concatenate([data.training, data.test]))
    assert both.tolist() == list(range(count))
    assert abs(len(data.test) - settings["test"] * count) <= 1
    assert (len(data.test) > 0) == (settings["test"] > 0)
    if data.classes:
        assert data.labels.shape == (count,)
        assert set(data.labels) <= set(range(len(data.classes)))


@given(orders())
def test_the_same_order_gives_the_same_bytes(order):
    kind, settings, seed = order
    settings |= {"targets": "one_hot"} if "targets" in settings else {}
    a, b = made(kind, seed, **settings), made(kind, seed, **settings)
    assert digest(a) == digest(b)
    assert a.test.tobytes() == b.test.tobytes()


@pytest.mark.parametrize("kind", DRAWN)
def test_another_seed_gives_other_noise(kind):
    assert digest(made(kind, 1, noise=0.3)) != digest(made(kind, 2, noise=0.3))


# As first drawn: a link to an experiment must give its data for ever.
FROZEN = {
    "checkerboard": "f3986a9185ad119c",
    "circle": "948cd8eaf819572d",
    "function": "fda76d807646d2e3",
    "gaussians": "13525bba0b6fc57b",
    "logic": "ecfeb2115249c93d",
    "moons": "aa9664df0e548a47",
    "plane": "d796787f45ead312",
    "sine": "66e12760e21d0853",
    "spirals": "10d8d4dbca4629e2",
}


def test_bytes_are_the_same_on_every_machine():
    seen = {kind: digest(made(kind, 7, noise=0.25, test=0.2)) for kind in DRAWN}
    assert seen == FROZEN


@pytest.mark.parametrize("kind", DRAWN)
def test_drawn_numbers_have_four_decimals(kind):
    data = made(kind, 3, noise=0.3)
    numbers = np.concatenate([data.inputs.ravel(), data.targets.ravel()]).tolist()
    assert all(re.fullmatch(r"-?\d+\.\d{1,4}", repr(x)) for x in numbers)
    assert "-0.0" not in map(repr, numbers)


@pytest.mark.parametrize("kind", sorted(datasets))
def test_every_kind_says_what_it_is(kind):
    of = datasets[kind]
    assert of.task in ("classification", "regression")
    for text in (of.__doc__, of.inputs_mean, of.targets_mean):
        assert text.strip().endswith(".")


def test_a_form_starts_with_what_is_special_to_a_kind():
    names = list(datasets["spirals"].schema()["properties"])
    assert names == ["kind", "targets", "arms", "examples", "noise", "test", "standardise"]


@pytest.mark.parametrize(
    ("gate", "table"), [("and", [0, 0, 0, 1]), ("or", [0, 1, 1, 1]), ("xor", [0, 1, 1, 0])]
)
def test_truth_tables(gate, table):
    data = made("logic", gate=gate)
    assert data.inputs.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert data.targets.tolist() == [[bit] for bit in table]
    assert made("logic", gate=gate, targets="plus_minus").targets.tolist() == [
        [2 * bit - 1] for bit in table
    ]
    coded = made("logic", gate=gate, targets="one_hot")
    assert coded.targets.tolist() == [[1 - bit, bit] for bit in table]
    assert coded.target_names == ("false", "true")


def test_noisy_bits_stay_near_their_bits():
    data = made("logic", examples=400, noise=0.4)
    bits = np.round(data.inputs)
    assert np.abs(data.inputs - bits).max() <= 0.4
    assert np.abs(data.inputs - bits).max() > 0.39
    assert (np.logical_xor(*bits.T) == data.labels).all()


def test_circle():
    data = made("circle", examples=1000)
    r = np.hypot(*data.inputs.T)
    inside = data.labels == 1
    assert inside.sum() == 500
    assert r[inside].max() < 2.5001
    assert r[~inside].min() > 3.4999
    assert r.max() < 5.0001
    wrong = made("circle", examples=1000, noise=0.3)
    assert wrong.inputs.shape == data.inputs.shape
    assert 0.02 < ((np.hypot(*wrong.inputs.T) < 3) != wrong.labels).mean() < 0.3


def test_gaussians():
    for noise, variance in ((0.0, 0.5), (0.5, 4.0)):
        data = made("gaussians", examples=2000, noise=noise)
        for label, centre in ((1, 2), (0, -2)):
            cloud = data.inputs[data.labels == label]
            assert cloud.mean(axis=0) == pytest.approx([centre, centre], abs=0.2)
            assert cloud.var(axis=0) == pytest.approx([variance, variance], rel=0.15)


def test_more_gaussians_lie_on_a_circle():
    data = made("gaussians", groups=5, targets="one_hot", examples=2000)
    centres = np.array([data.inputs[data.labels == k].mean(axis=0) for k in range(5)])
    assert np.hypot(*centres.T) == pytest.approx(np.full(5, 8**0.5), rel=0.05)
    assert centres[-1] == pytest.approx([2, 2], abs=0.15)


def test_moons_are_half_circles_of_radius_1():
    data = made("moons", examples=201, noise=0.0)
    upper, lower = (data.inputs[data.labels == k] for k in (0, 1))
    assert (len(upper), len(lower)) == (101, 100)
    assert np.hypot(*upper.T) == pytest.approx(np.ones(101), abs=2e-4)
    assert np.hypot(*(lower - [1, 0.5]).T) == pytest.approx(np.ones(100), abs=2e-4)
    assert upper[:, 1].min() >= 0
    assert lower[:, 1].max() <= 0.5
    noisy = made("moons", examples=2000, noise=0.2).inputs
    still = made("moons", examples=2000, noise=0.0).inputs
    assert (noisy - still).std(axis=0) == pytest.approx([0.2, 0.2], rel=0.1)


@pytest.mark.parametrize("arms", [2, 3, 5])
def test_spiral_arms_are_turned_copies_and_keep_apart(arms):
    each = 60
    data = made("spirals", arms=arms, examples=arms * each, targets="one_hot")
    r = np.hypot(*data.inputs.T)
    assert r.max() == pytest.approx(5 * (each - 1) / each, abs=1e-3)
    a, b = (data.inputs[data.labels == k] for k in (0, 1))
    turn = 2 * np.pi / arms
    turned = a @ np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    assert turned == pytest.approx(b, abs=2e-4)
    # Unwinding by the radius leaves each arm at one angle, so the arms can be told apart.
    away = r > 0.5
    angle = np.arctan2(*data.inputs.T) / (2 * np.pi) - 1.75 * r / 5
    arm = np.round(angle * arms - 1) % arms
    assert (arm[away] == data.labels[away]).all()


def test_checkerboard_of_two_is_exclusive_or():
    x, y = (data := made("checkerboard", examples=1000)).inputs.T
    assert ((x * y > 0) == data.labels).all()
    assert np.abs(data.inputs).min() > 0.2999
    assert np.abs(data.inputs).max() < 5.7001


@pytest.mark.parametrize("squares", [3, 4, 8])
def test_checkerboard(squares):
    data = made("checkerboard", squares=squares, examples=2000)
    column, row = np.floor((6 - data.inputs) * squares / 12).T
    assert ((column + row) % 2 == 1 - data.labels).all()
    assert {*zip(column, row, strict=True)} == {
        (i, j) for i in range(squares) for j in range(squares)
    }


def test_plane():
    data = made("plane", examples=500)
    assert data.targets[:, 0] == pytest.approx(data.inputs.sum(axis=1) / 10, abs=6e-5)


def test_sine():
    data = made("sine", periods=2.0, examples=101)
    assert data.targets == pytest.approx(np.sin(2 * np.pi * data.inputs), abs=6e-5)
    assert data.inputs[[0, 50, 100], 0].tolist() == [-1, 0, 1]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions(name):
    data = made("function", function=name, reach=1.5, examples=31)
    assert data.targets == pytest.approx(FUNCTIONS[name](data.inputs), abs=6e-5)
    assert data.inputs[[0, 30], 0].tolist() == [-1.5, 1.5]


@pytest.mark.parametrize(
    ("kind", "settings", "name", "nearest"),
    [
        ("circle", {"noise": 0.51}, "noise", 0.5),
        ("circle", {"examples": 2001}, "examples", 2000),
        ("circle", {"test": 0.95}, "test", 0.9),
        ("circle", {"standardise": 1}, "standardise", None),
        ("logic", {"gate": "nand"}, "gate", None),
        ("function", {"function": "os.system"}, "function", None),
        ("spirals", {"arms": 3}, "targets", "one_hot"),
        ("gaussians", {"groups": 3, "targets": "plus_minus"}, "targets", "one_hot"),
    ],
)
def test_settings_that_do_not_fit(kind, settings, name, nearest):
    with pytest.raises(InvalidSetting) as caught:
        datasets[kind](**settings)
    assert (caught.value.name, caught.value.nearest) == (name, nearest)
