"""The step at t + 1: the update changes weights, downhill, and nothing else until the next pass."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from engine import Experiment
from engine.lessons.lesson import Lesson, Part, Value, constant
from engine.lessons.scene import Cell, Scene
from engine.lessons.states import chain
from engine.lessons.task import Condition, Number, Pick, Reach, Rule, Wrong

GOAL = 0.12
"""A loss that η = 0.5 just misses."""
BOLD = 5.0
"""A learning rate whose step can be seen in two digits."""
SUSPECTS = ("d_a2", "d_z2", "d_a1", "d_z1")
HUNTED = "hidden_delta_from_updated_weights"


def states(rng: np.random.Generator | None) -> Mapping[str, Experiment]:
    """The chain of lesson 7, and the same with a bold learning rate."""
    bold = chain(None, eta=BOLD)
    return {"chain": chain(rng), "bold": bold, "hunted": replace(bold, bugs=(HUNTED,))}


def of(state: str, tensor: str) -> Cell:
    """A number of a chain."""
    return Cell(state, tensor, (0, 0))


def after(state: str, tensor: str) -> Value:
    """A number of the next iteration."""
    return Value(lambda s: float(s.at(state, 1)[tensor].ravel()[0]), 4)


def first_wrong(scene: Scene) -> str:
    """The first number of the way back that the bug changes."""
    right, wrong = scene["bold"], scene["hunted"]
    return next(name for name in SUSPECTS if right[name] != wrong[name])


def promised(scene: Scene) -> float:
    """The loss after the update if the slope went straight on: E − η Σ g²."""
    t = scene["chain"]
    squares = sum(float(t[f"d_{n}"].ravel() @ t[f"d_{n}"].ravel()) for n in t.program.parameters)
    return float(t["E"]) - t.experiment.learning_rate * squares


LESSON = Lesson(
    id="step-at-t-plus-1",
    number=11,
    minutes=15,
    states=states,
    parts=(
        Part("step", "chain", (Number(
            "step",
            of("chain", "W1'"),
            (
                Wrong("uphill", bug="step_uphill"),
                Wrong("no_rate", bug="rate_forgotten"),
                Wrong("step_alone", bug="step_for_value"),
            ),
            choices=True,
            digits=4,
        ),), before="W1'", again=True),
        Part("still", "bold", (Number(
            "still", of("bold", "a1"), (Wrong("next", after("bold", "a1").read),), choices=True,
        ),), before="next"),
        Part("rate", "chain", (Reach(
            "rate", (Condition("E+", at_most=GOAL),), only=("learning_rate",),
        ),)),
        Part("hunt", "hunted", (Pick("hunt", SUSPECTS, first_wrong),), before="next"),
        Part("rule", "chain", (Rule(
            "rule",
            (
                ("weights", "activations", "loss"),
                ("against", "along", "across"),
                ("next", "same", "never"),
            ),
            ("weights", "against", "next"),
        ),)),
    ),
    values={
        "w_1": Value(of("chain", "W1"), 1),
        "w_1_new": Value(of("chain", "W1'"), 4),
        "g": Value(of("chain", "d_W1"), 4),
        "eta": Value(lambda s: s.states["chain"].learning_rate, 1),
        "eta_bold": Value(lambda s: s.states["bold"].learning_rate, 0),
        "a_1": Value(of("bold", "a1")),
        "a_1_next": Value(after("bold", "a1").read),
        "E": Value(Cell("chain", "E"), 3),
        "E_after": after("chain", "E"),
        "goal": constant(GOAL, 2),
        "promised": Value(promised, 4),
        "E_bold": Value(after("bold", "E").read, 3),
        "delta_right": Value(of("bold", "d_z1"), 4),
        "delta_wrong": Value(of("hunted", "d_z1"), 4),
        "w_2": Value(of("bold", "W2"), 1),
        "w_2_new": Value(of("bold", "W2'"), 2),
    },
)  # fmt: skip
