"""How wrong: one number for all errors, and what learning searches for."""

from collections.abc import Mapping

import numpy as np

from engine import Experiment
from engine.lessons.lesson import Lesson, Part, Value, constant
from engine.lessons.scene import Cell, Scene, outputs
from engine.lessons.states import state, tenths
from engine.lessons.task import Condition, Number, Pick, Reach, Rule, Wrong

GRID = 10
"""Values of each weight that a blind search would try."""
LONG = 200
"""Iterations after which two runs are compared."""


def states(rng: np.random.Generator | None) -> Mapping[str, Experiment]:
    """Two outputs and their targets; and the same with the whole square, at half the rate."""
    half = state("06-sse")
    asked = state("06-sse", targets=[[tenths(rng, 1, 9), tenths(rng, 1, 9)]]) if rng else half
    return {
        "asked": asked,
        "half": half,
        "whole": state("06-sse", loss="sse", learning_rate=half.learning_rate / 2),
    }


def gradient(state: str) -> Cell:
    """What the loss tells the first output."""
    return Cell(state, "d_a2", (0, 0))


def best(scene: Scene) -> str:
    """Whether the two losses lead the weights to the same place."""
    one, other = (outputs(scene.at(name, LONG)) for name in ("half", "whole"))
    return "same" if np.allclose(one, other, rtol=1e-9) else "other"


def weights(scene: Scene) -> float:
    """How many weights there are to search for."""
    t = scene["half"]
    return sum(t[name].size for name in ("W1", "W2"))


LESSON = Lesson(
    id="how-wrong",
    number=6,
    minutes=10,
    states=states,
    runs={"half": LONG, "whole": LONG},
    parts=(
        Part("loss", "asked", (Number(
            "loss",
            Cell("asked", "E"),
            (
                Wrong("no_half", bug="half_left_out_of_loss"),
                Wrong("mean", bug="loss_averaged"),
                Wrong("signed", bug="errors_cancel"),
                Wrong("absolute", bug="errors_not_squared"),
            ),
            digits=4,
        ),), before="E", again=True),
        Part("search", "half", moment="E"),
        Part("double", "half", (Reach(
            "double", (Condition("d_a2", (0, 0), at_least=1.48),), only=("loss",),
        ),), moment="d_a2"),
        Part("best", "half", (Pick("best", ("same", "other"), best),), before="next"),
        Part("rule", "half", (Rule(
            "rule",
            (
                ("squares", "errors", "outputs"),
                ("twice", "half", "equal"),
                ("same", "doubled", "halved"),
            ),
            ("squares", "twice", "same"),
        ),)),
    ),
    values={
        "a_1": Value(Cell("asked", "a2", (0, 0))),
        "a_2": Value(Cell("asked", "a2", (0, 1))),
        "y_1": Value(Cell("asked", "y", (0, 0)), 2),
        "y_2": Value(Cell("asked", "y", (0, 1)), 2),
        "error_1": Value(gradient("asked")),
        "error_2": Value(Cell("asked", "d_a2", (0, 1))),
        "E": Value(Cell("asked", "E"), 4),
        "slope": Value(gradient("half"), 4),
        "weights": Value(weights, 0),
        "tries": constant(GRID, 0),
        "all_tries": Value(lambda s: GRID ** weights(s), 0),
        "double": Value(gradient("whole"), 4),
        "long": constant(LONG, 0),
    },
)  # fmt: skip
