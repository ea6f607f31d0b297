"""Nudge: a slope is a ratio of changes, all other numbers held, and gears multiply."""

from collections.abc import Mapping

import numpy as np

from engine import Experiment
from engine.lessons.lesson import Lesson, Part, Value
from engine.lessons.scene import Cell, Read, Scene
from engine.lessons.states import dense, tenths
from engine.lessons.task import Condition, Number, Reach, Rule, Wrong
from engine.lessons.written import significant

NUDGE = 0.1
DIGITS = 10
"""Beyond these a difference of two numbers is float64's rounding."""


def states(rng: np.random.Generator | None) -> Mapping[str, Experiment]:
    """One weight, two weights and two gears, each also with something nudged."""
    w, x = (tenths(rng, 15, 60), tenths(rng, 15, 60)) if rng else (3.0, 2.0)
    first, second = [w, -1.0], [x, x + 3]
    gears = ([[w]], [[-x]])
    return {
        "start": neurons([2.0], [[3.0]]),
        "one": neurons([x], [[w]]),
        "one_up": neurons([x], [[w + NUDGE]]),
        "two": neurons(second, [first]),
        "two_up": neurons(second, [[first[0] + NUDGE, first[1]]]),
        "other_up": neurons(second, [[first[0], first[1] + NUDGE]]),
        "both_up": neurons(second, [[f + NUDGE for f in first]]),
        "gears": neurons([1.0], *gears),
        "gears_up": neurons([1.0 + NUDGE], *gears),
    }


def neurons(x: list[float], *weights: list[list[float]]) -> Experiment:
    """Layers of one neuron that neither bends nor adds a bias."""
    parameters = {f"W{k}": w for k, w in enumerate(weights, 1)}
    return Experiment.from_json({
        "layers": [dense(1, "identity") for _ in weights], "loss": "half_sse",
        "inputs": [x], "targets": [[1.0]],
        "parameters": {**parameters, **{f"b{k}": [0.0] for k in range(1, len(weights) + 1)}},
        "frozen": [f"b{k}" for k in range(1, len(weights) + 1)],
    })  # fmt: skip


def change(of: str, to: str, tensor: str = "z1") -> Read:
    """How far a number moves from one state to another."""

    def read(s: Scene) -> float:
        moved = Cell(to, tensor, (0, 0))(s) - Cell(of, tensor, (0, 0))(s)
        return significant(moved, DIGITS)

    return read  # fmt: skip


def ratio(over: Read, under: Read) -> Read:
    """One change for each unit of another."""
    return lambda s: significant(over(s) / under(s), DIGITS)


moved, turned = change("one", "one_up"), change("one", "one_up", "W1")
held = change("two", "two_up", "W1")
pulled = change("gears", "gears_up", "a0")

LESSON = Lesson(
    id="nudge",
    number=0,
    minutes=10,
    states=states,
    parts=(
        Part("change", "one", (Number(
            "change",
            moved,
            (
                Wrong("no_input", turned),
                Wrong("value", Cell("one_up", "z1", (0, 0))),
            ),
            digits=2,
        ),), before="z1", again=True),
        Part("try", "start", (Reach(
            "try", (Condition("W1", (0, 0), at_least=3.1, at_most=3.1),), only=("parameters.W1",),
        ),), moment="z1"),
        Part("slope", "one", (Number(
            "slope",
            ratio(moved, turned),
            (
                Wrong("undivided", moved),
                Wrong("upside_down", ratio(turned, moved)),
                Wrong("weight", Cell("one", "W1", (0, 0))),
            ),
            digits=2,
        ),), moment="z1", again=True),
        Part("partial", "two", (Number(
            "partial",
            ratio(change("two", "two_up"), held),
            (
                Wrong("both", ratio(change("two", "both_up"), held)),
                Wrong("other", ratio(change("two", "other_up"), held)),
            ),
            digits=2,
        ),), before="z1", again=True),
        Part("gears", "gears", (Number(
            "gears",
            ratio(change("gears", "gears_up", "z2"), pulled),
            (
                Wrong("added", lambda s: significant(
                    Cell("gears", "W1", (0, 0))(s) + Cell("gears", "W2", (0, 0))(s), DIGITS
                )),
                Wrong("first", ratio(change("gears", "gears_up"), pulled)),
                Wrong("last", Cell("gears", "W2", (0, 0))),
            ),
            digits=2,
        ),), before="z1", again=True),
        Part("rule", "gears", (Rule(
            "rule",
            (("over", "times", "minus"), ("held", "moved", "zero"), ("multiply", "add", "cancel")),
            ("over", "held", "multiply"),
        ),)),
    ),
    values={
        "w_start": Value(Cell("start", "W1", (0, 0)), 1),
        "w_start_up": Value(lambda s: Cell("start", "W1", (0, 0))(s) + NUDGE, 1),
        "z_start": Value(Cell("start", "z1", (0, 0)), 1),
        "w": Value(Cell("one", "W1", (0, 0)), 1),
        "w_up": Value(Cell("one_up", "W1", (0, 0)), 1),
        "x": Value(Cell("one", "a0", (0, 0)), 1),
        "z": Value(Cell("one", "z1", (0, 0)), 2),
        "z_up": Value(Cell("one_up", "z1", (0, 0)), 2),
        "nudge": Value(turned, 1),
        "change": Value(moved, 2),
        "slope": Value(ratio(moved, turned), 1),
        "x_1": Value(Cell("two", "a0", (0, 0)), 1),
        "x_2": Value(Cell("two", "a0", (0, 1)), 1),
        "gear_1": Value(Cell("gears", "W1", (0, 0)), 1),
        "gear_2": Value(Cell("gears", "W2", (0, 0)), 1),
        "gears": Value(ratio(change("gears", "gears_up", "z2"), pulled), 2),
    },
)  # fmt: skip
