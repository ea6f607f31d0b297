"""Input features: what a text names, their values, their slopes and where they do not fit."""

import math

import numpy as np
import pytest

from engine import Experiment, InvalidExperiment, Training, check, explain, registry, trace
from engine.numeric.input_features import BadFeature, features, formula, read
from engine.settings import InvalidSetting
from engine.wiring import wires

FEATURES = registry["features"]
SEVEN = {
    "x": lambda x, y: x,
    "y": lambda x, y: y,
    "x^2": lambda x, y: x * x,
    "y^2": lambda x, y: y * y,
    "xy": lambda x, y: x * y,
    "sin x": lambda x, y: math.sin(x),
    "sin y": lambda x, y: math.sin(y),
}


def learning(terms: str, inputs: list[list[float]], **more: object) -> Experiment:
    return Experiment.from_json(
        {
            "layers": [
                {"kind": "features", "terms": terms},
                {"kind": "dense", "units": 2, "activation": "tanh"},
                {"kind": "dense", "units": 1},
            ],
            "loss": "half_sse",
            "inputs": inputs,
            "targets": [[0.5]] * len(inputs),
            "seed": 4,
            "learning_rate": 0.05,
            **more,
        }
    )


@pytest.mark.parametrize(
    ("terms", "said"),
    [("x^", "cannot be read"), ("", "cannot be read"), ("x," * 201, "400"), (3, "text")],
)
def test_a_text_that_is_none_is_told_before_there_are_inputs(terms: object, said: str) -> None:
    with pytest.raises(InvalidSetting, match=said) as caught:
        FEATURES(terms=terms)
    assert caught.value.name == "terms"


def test_by_itself_it_makes_the_seven_of_a_plane() -> None:
    points = [[0.3, -1.2], [2.0, 0.5], [-4.0, 3.0]]
    t = trace(learning(FEATURES().terms, points))
    expected = [[f(*point) for f in SEVEN.values()] for point in points]
    np.testing.assert_allclose(t["f0"], expected, rtol=1e-15)


@pytest.mark.parametrize(
    ("terms", "inputs", "found"),
    [
        ("x", 3, "x[0], x[1], x[2]"),
        ("x2, x1", 2, "x[1], x[0]"),
        ("x*y", 3, "x[0] * x[1], x[0] * x[2], x[1] * x[2]"),
        ("x*y, x", 1, "x[0]"),
        ("x*x", 1, "x[0] ** 2"),
        ("x1^2*x1*x2", 2, "x[0] ** 3 * x[1]"),
        ("sin(x1)*sin(x1)", 1, "sin(x[0]) * sin(x[0])"),
        (" x² , x1 · cos(x2) ", 2, "x[0] ** 2, x[1] ** 2, x[0] * cos(x[1])"),
    ],
)
def test_what_a_text_names(terms: str, inputs: int, found: str) -> None:
    assert ", ".join(map(formula, features(terms, inputs))) == found


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        ("", "feature 1 is missing"),
        ("x,,x^2", "feature 2 is missing"),
        ("x, q", "feature 2 is no product"),
        ("x+y", "is no product"),
        ("sin x", "is no product"),
        ("tan(x)", "is no product"),
        ("x1*", "is no product"),
        ("x^0", "power in feature 1"),
        ("x, x^10", "power in feature 2"),
        ("x^-1", "is no product"),
        ("y", "needs an x"),
        ("y1", "names no input"),
        ("x0", "names no input"),
        ("x01", "names no input"),
    ],
)
def test_what_is_none_is_told_by_its_number_and_never_echoed(terms: str, told: str) -> None:
    with pytest.raises(BadFeature, match=told):
        read(terms)
    with pytest.raises(InvalidExperiment, match=told) as caught:
        learning(terms, [[1.0, 2.0]])
    assert caught.value.pointer == "/layers/0/terms"


@pytest.mark.parametrize(
    ("terms", "inputs", "told"),
    [("x3", 2, "x1 to x2"), ("x*y", 1, "two inputs"), ("x*y", 24, "more than 256")],
)
def test_what_does_not_fit_the_inputs_is_told(terms: str, inputs: int, told: str) -> None:
    with pytest.raises(InvalidExperiment, match=told) as caught:
        learning(terms, [[0.1] * inputs])
    assert caught.value.pointer == "/layers/0/terms"


def test_an_image_is_flattened_first() -> None:
    with pytest.raises(InvalidExperiment, match="flatten makes one"):
        learning("x", [[[[1.0]]]])  # type: ignore[list-item]


def test_a_cell_tells_its_own_formula_and_the_cells_it_is_made_of() -> None:
    t = trace(learning("x1*sin(x2), x2^2", [[2.0, 0.5], [1.0, 3.0]], input_gradient=True))
    told = explain(t, "f0", (1, 0))
    assert told.formula == "x[0] * sin(x[1])"
    assert [(r.tensor, r.cell, r.value) for r in told.reads] == [
        ("a0", (1, 0), 1.0), ("a0", (1, 1), 3.0),
    ]  # fmt: skip
    back = explain(t, "d_a0", (0, 1))
    assert back.formula == "cos(x[1]) * x[0] * d_f[0] + 2 * x[1] * d_f[1]"
    expected = math.cos(0.5) * 2.0 * t["d_f0"][0, 0] + 2 * 0.5 * t["d_f0"][0, 1]
    assert t["d_a0"][0, 1] == pytest.approx(expected, rel=1e-14)


def test_a_feature_is_wired_to_the_inputs_it_reads() -> None:
    rows = wires(FEATURES("x1*x2, x2, sin(x1)*cos(x1)"), ((2,),), (3,))
    assert rows.tolist() == [[0, 0, 0], [1, 0, 1], [1, 1, 2], [0, 2, 3]]


def test_gradients_agree_and_training_keeps_the_bytes_of_traces() -> None:
    e = learning(FEATURES().terms, [[0.3, -1.2], [2.0, 0.5], [-1.0, 1.5]], batch=2)
    for cell in check(e):
        assert cell.agrees
        assert cell.complex_difference is not None
        assert cell.complex_difference < 1e-12
    training = Training(e)
    training.run(20)
    done = trace(e, 19).checkpoint.values
    np.testing.assert_allclose(training.checkpoint.values, done, rtol=1e-12)
