"""The slope decides who listens: a bigger error, and a fainter signal."""

from collections.abc import Mapping

import numpy as np

from engine import Experiment
from engine.lessons.lesson import Column, Lesson, Part, Value
from engine.lessons.scene import Cell, Scene
from engine.lessons.states import chain, dense, tenths
from engine.lessons.task import Condition, Number, Reach, Rule, Wrong

WEIGHTS = {"first": -0.6, "second": -2.0, "third": -4.0, "last": -8.0}


def states(rng: np.random.Generator | None) -> Mapping[str, Experiment]:
    """The chain with w₂ further and further out, and with a switch at its end."""
    w2 = {**WEIGHTS, "last": tenths(rng, -90, -50)} if rng else WEIGHTS
    found = {name: chain(None, w2=value) for name, value in w2.items()}
    first = found["first"].to_json()
    switch = {**first, "layers": [dense(1, "sigmoid"), dense(1, "step")]}
    return {**found, "switch": Experiment.from_json(switch)}


def of(state: str, tensor: str) -> Cell:
    """A number of the second neuron."""
    return Cell(state, tensor, (0, 0))


def grown(scene: Scene) -> float:
    """How many times as wrong as before."""
    return of("last", "d_a2")(scene) / of("first", "d_a2")(scene)


def max_delta(scene: Scene) -> float:
    """|δ₂| = (1 − a)² a is largest where a is a third."""
    y = of("first", "y")(scene)
    return (y - y / 3) ** 2 * y / 3


LESSON = Lesson(
    id="slope-decides",
    number=8,
    minutes=15,
    states=states,
    parts=(
        Part("start", "first"),
        Part("guess", "last", (Number(
            "guess",
            of("last", "d_z2"),
            (
                Wrong("grows", lambda s: of("first", "d_z2")(s) * grown(s)),
                Wrong("same", of("first", "d_z2")),
                Wrong("zero", of("switch", "d_z2")),
            ),
            choices=True,
            digits=4,
        ),), before="s2", again=True),
        Part("curve", "last", shows="curve"),
        Part(
            "cases", "last", (Rule(
                "rule",
                (("error",), ("times", "plus", "over"), ("slope", "weight", "activation")),
                ("error", "times", "slope"),
            ),),
            cases=tuple(WEIGHTS),
            columns=(
                Column("W2", (0, 0), 1), Column("d_a2", (0, 0)), Column("s2", (0, 0), 4),
                Column("d_z2", (0, 0), 4),
            ),
        ),
        Part("fastest", "first", (Reach(
            "fastest",
            (Condition("d_z2", (0, 0), magnitude=True, at_least=0.148),),
            only=("parameters.W2",),
        ),), moment="d_z2"),
        Part("switch", "switch", moment="d_z2"),
    ),
    values={
        "w_2": Value(of("first", "W2"), 1),
        "w_2_last": Value(of("last", "W2"), 1),
        "a_2": Value(of("first", "a2"), 2),
        "y": Value(of("first", "y"), 0),
        "error": Value(lambda s: -of("first", "d_a2")(s), 2),
        "slope": Value(of("first", "s2"), 2),
        "slope_long": Value(of("first", "s2"), 4),
        "a_2_long": Value(of("first", "a2"), 4),
        "rest_long": Value(lambda s: 1 - of("first", "a2")(s), 4),
        "d_z2": Value(of("first", "d_z2")),
        "a_2_last": Value(of("last", "a2"), 4),
        "rest_last": Value(lambda s: 1 - of("last", "a2")(s), 4),
        "error_last": Value(lambda s: -of("last", "d_a2")(s), 3),
        "slope_last": Value(of("last", "s2"), 4),
        "d_z2_last": Value(of("last", "d_z2"), 4),
        "fainter": Value(lambda s: of("first", "d_z2")(s) / of("last", "d_z2")(s), 0),
        "flatter": Value(lambda s: of("first", "s2")(s) / of("last", "s2")(s), 0),
        "z_2": Value(of("first", "z2"), 2),
        "z_2_last": Value(of("last", "z2"), 1),
        "most": Value(max_delta),
        "slope_switch": Value(of("switch", "s2"), 0),
        "d_z2_switch": Value(of("switch", "d_z2"), 0),
    },
)  # fmt: skip
