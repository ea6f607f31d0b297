"""All or none: Rosenblatt's unit, where the likeness with a nerve cell ends, and why it is gone."""

from collections.abc import Mapping

import numpy as np

from engine import Experiment
from engine.lessons.lesson import Lesson, Part, Value
from engine.lessons.scene import Cell, Scene
from engine.lessons.states import state, tenths
from engine.lessons.task import Condition, Number, Pick, Reach, Rule, Wrong

INPUTS = ((1.0, 0.8), (1.0, 0.6), (1.0, 0.4))
AND_TO_OR = (0.0, 1.0, 1.0, 1.0)


def states(rng: np.random.Generator | None) -> Mapping[str, Experiment]:
    """The unit with inputs that grow fainter, and the same as AND."""
    weights, bias, inputs = [1.0, 1.0], -1.5, [list(row) for row in INPUTS]
    if rng:
        weights, bias = [tenths(rng, 3, 15) for _ in range(2)], tenths(rng, -20, -3)
        inputs = [[tenths(rng, 1, 20) for _ in range(2)] for _ in INPUTS]
    unit = {"W1": [weights], "b1": [bias]}
    return {
        "unit": state("01-all-or-none", inputs=inputs, targets=[[1.0]] * 3, parameters=unit),
        "and": state("01-all-or-none"),
        "wrong": state("01-all-or-none", targets=[[t] for t in AND_TO_OR]),
    }


def asked(id: str, row: int, *, choices: bool) -> Number:
    """What the unit answers to one of the inputs."""
    return Number(
        id,
        Cell("unit", "a1", (row, 0)),
        (
            Wrong("sum", Cell("unit", "z1", (row, 0))),
            Wrong("graded", Cell("unit", "a0", (row, 1))),
            Wrong("no_bias", lambda s: float(s["unit"]["z1"][row, 0] - s["unit"]["b1"][0])),
        ),
        choices=choices,
        digits=1,
    )  # fmt: skip


def moved(scene: Scene) -> str:
    """Whether the gradient that reaches the weights is nothing."""
    return "nothing" if not np.any(scene["wrong"]["d_W1"]) else "something"


LESSON = Lesson(
    id="all-or-none",
    number=1,
    minutes=10,
    states=states,
    parts=(
        Part("cell", "unit", before="z1"),
        Part("loud", "unit", (asked("loud", 0, choices=True),), before="z1"),
        Part("fainter", "unit", (asked("fainter", 1, choices=True),), before="z1", example=1),
        Part("faintest", "unit", (asked("faintest", 2, choices=False),), before="z1", example=2,
             again=True),
        Part("or", "and", (Reach(
            "or",
            tuple(Condition("a1", (k, 0), at_least=v, at_most=v) for k, v in enumerate(AND_TO_OR)),
            only=("parameters.b1",),
        ),), moment="a1"),
        Part("slope", "wrong", (Pick("slope", ("something", "nothing"), moved),), before="s1",
             example=1),
        Part("rule", "wrong", (Rule(
            "rule",
            (("zero", "one", "large"), ("nothing", "everything", "half")),
            ("zero", "nothing"),
        ),)),
    ),
    values={
        "w_1": Value(Cell("unit", "W1", (0, 0)), 0),
        "b": Value(Cell("unit", "b1", (0,)), 1),
        "x_0": Value(Cell("unit", "a0", (0, 0)), 0),
        **{f"x_{k + 1}": Value(Cell("unit", "a0", (k, 1)), 1) for k in range(3)},
        **{f"z_{k + 1}": Value(Cell("unit", "z1", (k, 0)), 1) for k in range(3)},
        **{f"a_{k + 1}": Value(Cell("unit", "a1", (k, 0)), 0) for k in range(3)},
        "slope": Value(Cell("wrong", "s1", (1, 0)), 0),
        "error": Value(Cell("wrong", "d_a1", (1, 0)), 0),
    },
)  # fmt: skip
