"""Where to start: equal units stay equal, zeros stay zeros, and a dead unit stays dead."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from engine import Experiment, Layer
from engine.lessons.lesson import Lesson, Part, Value, constant
from engine.lessons.scene import Cell, Scene
from engine.lessons.states import state
from engine.lessons.task import Condition, Number, Pick, Reach, Rule, Wrong
from engine.ops.layers.dense import Dense

LONG = 1000
SOLVED = 0.05
ROWS = ("first", "second", "none")
SOLVE = ("nearly_all", "half", "hardly_any")
"""How many of a hundred seeds find XOR: a test trains them all, which takes too long here."""


def states(rng: np.random.Generator | None) -> Mapping[str, Experiment]:
    """XOR with three equal hidden units, with zeros and with two signs turned; a dead ReLU."""
    equal = state("15-symmetry")
    turned = np.array([[0.5, 0.3], [-0.5, 0.3], [0.5, -0.3]])
    return {
        "equal": equal,
        "zeros": state("15-zeros"),
        "turned": replace(equal, parameters={**equal.parameters, "W1": turned}),
        "dead": state("15-dead-relu"),
        "dice": replace(equal, layers=two_units(equal), parameters={}),
    }


def two_units(equal: Experiment) -> tuple[Layer, ...]:
    """The layers with one hidden unit less."""
    hidden, *rest = equal.layers
    return (replace(hidden, op=Dense(2)), *rest)


def kinds(scene: Scene) -> float:
    """How many different hidden units there are after a long run."""
    return len(np.unique(np.round(scene.at("equal", LONG)["W1"], 9), axis=0))


def falls(scene: Scene) -> str:
    """Whether the loss of the network of zeros ever falls."""
    before, after = (float(scene.at("zeros", k)["E"]) for k in (0, LONG))
    return "falls" if after < before else "stays"


def silent(scene: Scene) -> str:
    """Which hidden unit's weights get no gradient."""
    still = [not np.any(row) for row in scene["dead"]["d_W1"]]
    return ROWS[still.index(True)] if any(still) else "none"


LESSON = Lesson(
    id="where-to-start",
    number=15,
    minutes=12,
    states=states,
    runs={"equal": LONG, "zeros": LONG, "turned": LONG},
    parts=(
        Part("equal", "equal", (Number(
            "equal",
            kinds,
            (
                Wrong("all", lambda s: len(s["equal"]["W1"])),
                Wrong("inputs", lambda s: s["equal"]["W1"].shape[1]),
            ),
            choices=True,
            digits=0,
        ),), before="next"),
        Part("zeros", "zeros", (Pick("zeros", ("falls", "stays"), falls),), before="next"),
        Part("break", "equal", (Reach(
            "break", (Condition("E", at_most=SOLVED),), only=("parameters",), trained=True,
        ),)),
        Part("luck", "dice", (Pick("luck", SOLVE, lambda _: "half"),), shows="luck"),
        Part("dead", "dead", (Pick("dead", ROWS, silent),), before="d_z1"),
        Part("rule", "dead", (Rule(
            "rule",
            (("equal", "small", "large"), ("equal_still", "apart", "zero"),
             ("never", "slowly", "twice")),
            ("equal", "equal_still", "never"),
        ),)),
    ),
    values={
        "units": Value(lambda s: len(s["equal"]["W1"]), 0),
        "w_1": Value(Cell("equal", "W1", (0, 0)), 1),
        "w_2": Value(Cell("equal", "W1", (0, 1)), 1),
        "w_1_long": Value(lambda s: float(s.at("equal", LONG)["W1"][0, 0])),
        "w_2_long": Value(lambda s: float(s.at("equal", LONG)["W1"][0, 1])),
        "long": constant(LONG, 0),
        "E_zeros": Value(lambda s: float(s.at("zeros", LONG)["E"]), 6),
        "E_equal": Value(lambda s: float(s.at("equal", LONG)["E"]), 3),
        "E_turned": Value(lambda s: float(s.at("turned", LONG)["E"]), 4),
        "x_1": Value(Cell("dead", "a0", (0, 0)), 0),
        "x_2": Value(Cell("dead", "a0", (0, 1)), 0),
        "z_1": Value(Cell("dead", "z1", (0, 0)), 2),
        "z_2": Value(Cell("dead", "z1", (0, 1)), 2),
    },
)  # fmt: skip
