"""Weighted sum: what a neuron does with its inputs, one by one and as a matrix."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from engine import Experiment
from engine.lessons.lesson import Lesson, Part, Value
from engine.lessons.scene import Cell, Scene
from engine.lessons.states import state, tenths
from engine.lessons.task import Condition, Number, Pick, Reach, Rule, Wrong

NEARLY_ZERO = 1e-3
PLACES = ("first", "second", "third")
FOURTH, FIFTH = (0, 0), (0, 1)
"""The two hidden neurons, by the numbers that the textbook gives them."""


def states(rng: np.random.Generator | None) -> Mapping[str, Experiment]:
    """Han and Kamber's network with three inputs, one of them 0."""
    book = state("03-weighted-sum")
    if rng:
        weights = np.array([[tenths(rng, -9, 9) for _ in range(3)] for _ in range(2)])
        biases = np.array([tenths(rng, -9, 9) for _ in range(2)])
        given = {**book.parameters, "W1": weights, "b1": biases}
        inputs = np.array([[tenths(rng, 5, 20), 0.0, tenths(rng, 5, 20)]])
        return {"book": replace(book, parameters=given, inputs=inputs)}
    return {"book": book}


def sum_of(place: tuple[int, int], *, digits: int = 3) -> Value:
    """z of one of them."""
    return Value(Cell("book", "z1", place), digits)


def counted(scene: Scene) -> float:
    """z₅ if the input that is 0 counted for as much as its weight."""
    t = scene["book"]
    return float(t["z1"][FIFTH] + t["W1"][1] @ (t["a0"][0] == 0))


def down(scene: Scene) -> float:
    """z₄ along a column of the matrix where its row belongs."""
    t = scene["book"]
    return float(t["W1"][:, 0] @ t["a0"][0, :2] + t["b1"][0])


def silent(scene: Scene) -> str:
    """The input whose weights get no gradient, for it brings nothing."""
    none = [not np.any(column) for column in scene["book"]["d_W1"].T]
    return PLACES[none.index(True)]


def term(which: int) -> Value:
    """What an input brings to z₅."""
    return Value(lambda s: float(s["book"]["W1"][1, which] * s["book"]["a0"][0, which]), 2)


LESSON = Lesson(
    id="weighted-sum",
    number=3,
    minutes=10,
    states=states,
    parts=(
        Part("sum", "book", (Number(
            "sum",
            Cell("book", "z1", FIFTH),
            (
                Wrong("no_bias", bug="bias_forgotten"),
                Wrong("zero_counted", counted),
                Wrong("answer", Cell("book", "a1", FIFTH)),
            ),
        ),), before="z1", again=True),
        Part("compact", "book", (Number(
            "compact",
            Cell("book", "z1", FOURTH),
            (
                Wrong("no_bias", bug="bias_forgotten"),
                Wrong("column", down),
                Wrong("answer", Cell("book", "a1", FOURTH)),
            ),
        ),), before="z1", again=True),
        Part("zero", "book", (Reach(
            "zero",
            (Condition("z1", FIFTH, magnitude=True, at_most=NEARLY_ZERO),),
            only=("parameters.W1",),
        ),), moment="z1"),
        Part("matters", "book", (Pick("matters", PLACES, silent),), before="d_a2"),
        Part("rule", "book", (Rule(
            "rule",
            (("sum", "product", "largest"), ("times", "plus"), ("bias", "slope", "target")),
            ("sum", "times", "bias"),
        ),)),
    ),
    values={
        **{f"x_{k + 1}": Value(Cell("book", "a0", (0, k)), 1) for k in range(3)},
        **{f"w_{k + 1}": Value(Cell("book", "W1", (1, k)), 1) for k in range(3)},
        **{f"v_{k + 1}": Value(Cell("book", "W1", (0, k)), 1) for k in range(3)},
        **{f"term_{k + 1}": term(k) for k in range(3)},
        "b": Value(Cell("book", "b1", (1,)), 1),
        "c": Value(Cell("book", "b1", (0,)), 1),
        "z_5": sum_of(FIFTH),
        "z_4": sum_of(FOURTH),
    },
)  # fmt: skip
