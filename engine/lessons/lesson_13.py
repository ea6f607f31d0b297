"""Softmax and cross-entropy: δ is what came minus what should have come, for every output."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine import Experiment
from engine.lessons.lesson import Lesson, Part, Value
from engine.lessons.scene import Cell, Read, Scene
from engine.lessons.states import chain, state, tenths
from engine.lessons.task import Condition, Number, Reach, Rule, Wrong

FIRST, SECOND, THIRD = (0, 0), (0, 1), (0, 2)
SHOUTED = 0.9


def states(rng: np.random.Generator | None) -> Mapping[str, Experiment]:
    """Three scores; confident and wrong, with one loss and the other; lesson 8's neuron."""
    drawn: dict[str, Any] = {}
    if rng:
        weights = [[tenths(rng, -20, 30)] for _ in range(3)]
        drawn = {"parameters": {"W1": weights, "b1": [0.0] * 3}}
    deaf = chain(None, w2=-8.0)
    return {
        "scores": state("13-softmax", **drawn),
        "squared": state("13-softmax", loss="half_sse", **drawn),
        "wrong": state("13-confident-wrong"),
        "wrong_squared": state("13-confident-wrong", loss="half_sse"),
        "deaf": deaf,
        "hears": Experiment.from_json({**deaf.to_json(), "loss": "binary_cross_entropy"}),
    }


def delta(state: str, place: tuple[int, int] = FIRST) -> Cell:
    """What an output hears."""
    return Cell(state, "d_z1", place)


def minus(read: Read) -> Read:
    """The same with its sign turned."""
    return lambda s: -read(s)


def louder(scene: Scene) -> float:
    """How many times as much is heard under cross-entropy."""
    return delta("wrong")(scene) / delta("wrong_squared")(scene)


LESSON = Lesson(
    id="softmax-and-cross-entropy",
    number=13,
    minutes=15,
    states=states,
    parts=(
        Part("shares", "scores", before="d_a1"),
        Part("right_class", "scores", (Number(
            "right_class",
            delta("scores"),
            (
                Wrong("inverse", Cell("scores", "d_a1", FIRST)),
                Wrong("squared", delta("squared")),
                Wrong("sign_turned", bug="sign_turned"),
            ),
        ),), before="d_a1", again=True),
        Part("others", "scores", (Number(
            "others",
            delta("scores", SECOND),
            (
                Wrong("nothing", bug="only_right_class"),
                Wrong("shared", lambda s: -delta("scores")(s) / 2),
                Wrong("pushed_up", minus(delta("scores", SECOND))),
            ),
            choices=True,
        ),), before="d_a1", again=True),
        Part("louder", "wrong", (Number(
            "louder",
            louder,
            (
                Wrong("equal", lambda s: delta("wrong")(s) / delta("wrong")(s)),
                Wrong("fainter", lambda s: 1 / louder(s)),
                Wrong("twice", lambda s: Cell("wrong", "a1", SECOND)(s) * 2),
            ),
            choices=True,
            digits=1,
        ),), before="d_a1"),
        Part("again", "hears", (Number(
            "again",
            Cell("hears", "d_z2", FIRST),
            (
                Wrong("deaf", Cell("deaf", "d_z2", FIRST)),
                Wrong("inverse", Cell("hears", "d_a2", FIRST)),
                Wrong("sign_turned", minus(Cell("hears", "d_z2", FIRST))),
            ),
            choices=True,
        ),), before="d_a2"),
        Part("choose", "deaf", (Reach(
            "choose",
            (Condition("d_z2", FIRST, magnitude=True, at_least=SHOUTED),),
            only=("loss",),
        ),), moment="d_z2"),
        Part("rule", "scores", (Rule(
            "rule",
            (("output", "score", "loss"), ("target", "slope", "input"),
             ("every", "right", "largest")),
            ("output", "target", "every"),
        ),)),
    ),
    values={
        **{f"z_{k + 1}": Value(Cell("scores", "z1", (0, k)), 1) for k in range(3)},
        **{f"p_{k + 1}": Value(Cell("scores", "a1", (0, k))) for k in range(3)},
        **{f"d_{k + 1}": Value(delta("scores", (0, k))) for k in range(3)},
        "E": Value(Cell("scores", "E")),
        "inverse": Value(Cell("scores", "d_a1", FIRST)),
        "p_wrong": Value(Cell("wrong", "a1", FIRST), 4),
        "d_wrong": Value(delta("wrong")),
        "d_squared": Value(delta("wrong_squared"), 4),
        "times": Value(louder, 0),
        "a_2": Value(Cell("deaf", "a2", FIRST), 4),
        "deaf": Value(Cell("deaf", "d_z2", FIRST), 4),
        "hears": Value(Cell("hears", "d_z2", FIRST)),
        "s_2": Value(Cell("hears", "s2", FIRST), 4),
        "d_a_2": Value(Cell("hears", "d_a2", FIRST), 0),
    },
)  # fmt: skip
