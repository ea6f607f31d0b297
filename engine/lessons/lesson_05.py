"""Bias is w₀: a weight on a wire that always carries 1, which learns as every weight does."""

from collections.abc import Mapping

import numpy as np

from engine import Experiment
from engine.lessons.lesson import Lesson, Part, Value
from engine.lessons.scene import Cell, Scene
from engine.lessons.states import state, tenths
from engine.lessons.task import Condition, Number, Pick, Reach, Rule, Wrong

NEAR = 1e-3
MOVES = ("bias", "weight", "both", "none")


def states(rng: np.random.Generator | None) -> Mapping[str, Experiment]:
    """A neuron with a bias, with a wire from a constant 1 in its place, and with nothing to see."""
    x, w, b = (
        (tenths(rng, 12, 30), tenths(rng, 2, 12), tenths(rng, -9, 9)) if rng else (1.5, 0.8, -0.2)
    )
    given = {"W1": [[b, w]], "b1": [0.0]}
    return {
        "dark": state("05-zero-input"),
        "bias": state("05-bias", inputs=[[x]], parameters={"W1": [[w]], "b1": [b]}),
        "wire": state("05-w0", inputs=[[1.0, x]], parameters=given),
        "loose": state("05-w0", parameters={"W1": [[0.0, 0.8]], "b1": [0.0]}),
    }


def moves(scene: Scene) -> str:
    """What one update moves if the input is 0."""
    t = scene["dark"]
    weight, bias = (not np.array_equal(t[f"{n}'"], t[n]) for n in ("W1", "b1"))
    if weight and bias:
        return "both"
    return "bias" if bias else "weight" if weight else "none"


gradient = Cell("wire", "d_W1", (0, 0))

LESSON = Lesson(
    id="bias-is-w0",
    number=5,
    minutes=10,
    states=states,
    parts=(
        Part("dark", "dark", (Pick("dark", MOVES, moves),), before="d_z1"),
        Part("wire", "loose", (Reach(
            "wire",
            (Condition("z1", (0, 0), at_least=1 - NEAR, at_most=1 + NEAR),),
            only=("parameters.W1",),
        ),), moment="z1"),
        Part("gradient", "wire", (Number(
            "gradient",
            gradient,
            (
                Wrong("none", Cell("dark", "d_W1", (0, 0))),
                Wrong("times_x", Cell("wire", "d_W1", (0, 1))),
                Wrong("sign_turned", bug="sign_turned"),
            ),
        ),), before="d_W1", again=True),
        Part("same", "bias", moment="d_b1"),
        Part("rule", "bias", (Rule(
            "rule",
            (("weight", "input", "neuron"), ("one", "zero", "x"), ("delta", "nothing", "times_x")),
            ("weight", "one", "delta"),
        ),)),
    ),
    values={
        "w_dark": Value(Cell("dark", "W1", (0, 0)), 1),
        "b_dark": Value(Cell("dark", "b1", (0,)), 1),
        "b_dark_new": Value(Cell("dark", "b1'", (0,)), 4),
        "error_dark": Value(Cell("dark", "d_a1", (0, 0)), 2),
        "x": Value(Cell("wire", "a0", (0, 1)), 1),
        "x_loose": Value(Cell("loose", "a0", (0, 1)), 1),
        "w_loose": Value(Cell("loose", "W1", (0, 1)), 1),
        "delta": Value(Cell("wire", "d_z1", (0, 0)), 4),
        "d_w0": Value(gradient, 4),
        "d_b": Value(Cell("bias", "d_b1", (0,)), 6),
        "d_w0_long": Value(gradient, 6),
    },
)  # fmt: skip
