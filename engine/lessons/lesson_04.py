"""Linear stays linear, so bend it: five linear layers are one matrix, and XOR is not linear."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from engine import Experiment
from engine.explain.collapse import collapse
from engine.lessons.lesson import Lesson, Part, Value
from engine.lessons.scene import Cell, Scene, outputs
from engine.lessons.states import dense, state, tenths
from engine.lessons.task import Condition, Number, Reach, Rule, Wrong

LONG = 3000
"""Iterations until nothing moves any more."""


def states(rng: np.random.Generator | None) -> Mapping[str, Experiment]:
    """XOR for linear layers and a bent one, and two small matrices to multiply."""
    small = state("04-collapse")
    if rng:
        drawn = {n: np.vectorize(lambda _: tenths(rng, 1, 9))(small.start[n]) for n in ("W1", "W2")}
        small = replace(small, parameters={**small.parameters, **drawn})
    return {
        "one": state("04-1-linear"),
        "five": state("04-5-linear"),
        "two": state("04-5-linear", layers=[dense(4, "identity"), dense(1, "identity")]),
        "bent": state("04-4-tanh-and-linear"),
        "product": small,
    }


def best(state: str) -> Value:
    """The loss when nothing moves any more."""
    return Value(lambda s: float(s.at(state, LONG)["E"]), 2)


def spread(scene: Scene, power: int) -> float:
    """Mean power of what five layers are off by at their best."""
    t = scene.at("five", LONG)
    return float(np.mean(np.abs(outputs(t) - t["y"]) ** power))


def product(scene: Scene) -> float:
    """The first number of the one matrix."""
    return float(collapse(scene["product"])[-1].W[0, 0])


def matrices(scene: Scene) -> tuple[np.ndarray, np.ndarray]:
    """W1 and W2 of the two small layers. (units, inputs) each."""
    return scene["product"]["W1"], scene["product"]["W2"]


LESSON = Lesson(
    id="linear-stays-linear",
    number=4,
    minutes=15,
    states=states,
    runs={"one": LONG, "five": LONG, "bent": LONG},
    parts=(
        Part("five", "five", (Number(
            "five",
            best("five").read,
            (
                Wrong("deeper", best("bent").read),
                Wrong("halved", lambda s: spread(s, 2) / 2),
                Wrong("unsquared", lambda s: spread(s, 1)),
            ),
            choices=True,
        ),), before="z1"),
        Part("multiply", "product", (Number(
            "multiply",
            product,
            (
                Wrong("first_path", lambda s: float(matrices(s)[1][0, 0] * matrices(s)[0][0, 0])),
                Wrong("transposed", lambda s: float((matrices(s)[1] @ matrices(s)[0].T)[0, 0])),
                Wrong("added", lambda s: float(matrices(s)[1][0, 0] + matrices(s)[0][0, 0])),
            ),
            digits=4,
        ),), before="z1", again=True),
        Part("collapse", "five", shows="collapse"),
        Part("bend", "two", (Reach(
            "bend", (Condition("E", at_most=1e-3),), only=("layers", "seed"), trained=True,
        ),), before=None),
        Part("rule", "bent", (Rule(
            "rule",
            (("any", "many", "wide"), ("one", "more", "none"), ("bend", "add", "train")),
            ("any", "one", "bend"),
        ),)),
    ),
    values={
        "best_1": best("one"),
        "best_5": best("five"),
        "answer": Value(lambda s: float(np.mean(outputs(s.at("five", LONG)))), 1),
        "product": Value(product, 4),
        "output": Value(Cell("product", "z2", (0, 0)), 3),
        "left": Value(lambda s: float(matrices(s)[1][0, 0] * matrices(s)[0][0, 0]), 4),
        "right": Value(lambda s: float(matrices(s)[1][0, 1] * matrices(s)[0][1, 0]), 4),
    },
)  # fmt: skip
