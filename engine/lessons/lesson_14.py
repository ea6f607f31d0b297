"""Many examples, and how far to go: gradients of a batch add, and a step can be too long."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from engine import Experiment, Trace
from engine.lessons.lesson import Lesson, Part, Value
from engine.lessons.scene import Cell, Read, Scene
from engine.lessons.states import state, tenths
from engine.lessons.task import Condition, Number, Pick, Reach, Rule, Wrong

LANDED = 1e-9
NEAR = 1e-3
LONG = 1000
"""Iterations in which the boldest learning rate overflows."""
FULL = 18.0
"""The loss before the first step, that of w = 0."""


def states(rng: np.random.Generator | None) -> Mapping[str, Experiment]:
    """Four examples of y = 2x, their sum and their mean; one example and several learning rates."""
    w = tenths(rng, -20, 15) if rng else 1.0
    given = {"W1": [[w]], "b1": [0.0]}
    short = state("14-eta-0.1")
    return {
        "sum": state("14-batch-sum", parameters=given),
        "mean": state("14-batch-mean", parameters=given),
        "short": short,
        "far": replace(short, learning_rate=0.6),
        "wild": replace(short, learning_rate=1.0),
    }


def weight(state: str, iteration: int) -> Read:
    """Where the weight stands before an iteration."""
    return lambda s: float(s.at(state, iteration)["W1"][0, 0])


def part_of(which: int) -> Read:
    """What one example of the batch says."""
    return lambda s: float(s["sum"]["d_z1"][which, 0] * s["sum"]["a0"][which, 0])


def course(scene: Scene) -> str:
    """What becomes of the distance to the goal."""
    goal = scene["far"]["y"][0, 0] / scene["far"]["a0"][0, 0]
    off = [abs(weight("far", k)(scene) - goal) for k in range(4)]
    if off[1] > off[0]:
        return "grows"
    return "same" if off[1] == off[0] else "falls"


def last(scene: Scene) -> Trace:
    """The last iteration with the boldest learning rate whose numbers are all finite."""
    return scene.at("wild", LONG)


def overflowed(scene: Scene) -> str:
    """The tensor that leaves float64 first."""
    found = last(scene).diverged
    return found.tensor if found else "nothing"


LESSON = Lesson(
    id="many-examples",
    number=14,
    minutes=18,
    states=states,
    runs={"wild": LONG},
    parts=(
        Part("batch", "sum", (Number(
            "batch",
            Cell("sum", "d_W1", (0, 0)),
            (
                Wrong("last", bug="gradients_overwritten"),
                Wrong("mean", bug="mean_for_sum"),
                Wrong("first", part_of(0)),
            ),
            digits=1,
        ),), before="d_W1", again=True),
        Part("mean", "mean", moment="d_W1"),
        Part("far", "far", (Pick("far", ("falls", "same", "grows"), course),), before="next"),
        Part("land", "short", (Reach(
            "land", (Condition("E+", at_most=LANDED),), only=("learning_rate",),
        ),)),
        Part("swing", "short", (Reach(
            "swing",
            (Condition("E+", at_least=FULL - NEAR, at_most=FULL + NEAR),),
            only=("learning_rate",),
        ),)),
        Part("overflow", "wild", (Pick("overflow", ("W1", "z1", "E"), overflowed),), before="next"),
        Part("rule", "sum", (Rule(
            "rule",
            (
                ("adds", "keeps", "picks"),
                ("twice", "half", "tenth"),
                ("swings", "lands", "stops"),
            ),
            ("adds", "twice", "swings"),
        ),)),
    ),
    values={
        "w": Value(Cell("sum", "W1", (0, 0)), 1),
        **{f"part_{k + 1}": Value(part_of(k), 1) for k in range(4)},
        "sum": Value(Cell("sum", "d_W1", (0, 0)), 1),
        "mean": Value(Cell("mean", "d_W1", (0, 0)), 2),
        "examples": Value(lambda s: s["sum"].program.batch, 0),
        "x": Value(Cell("far", "a0", (0, 0)), 0),
        "y": Value(Cell("far", "y", (0, 0)), 0),
        "goal": Value(lambda s: s["far"]["y"][0, 0] / s["far"]["a0"][0, 0], 0),
        "eta": Value(lambda s: s.states["far"].learning_rate, 1),
        "eta_short": Value(lambda s: s.states["short"].learning_rate, 1),
        "eta_land": Value(lambda s: 1 / s["short"]["a0"][0, 0] ** 2, 2),
        "eta_wild": Value(lambda s: s.states["wild"].learning_rate, 0),
        **{f"w_{k}": Value(weight("far", k), 1) for k in range(1, 4)},
        "E": Value(Cell("short", "E"), 0),
        "first_step": Value(lambda s: float(s["short"]["W1'"][0, 0]), 1),
        "overflow": Value(lambda s: last(s).iteration + 1, 0),
        "power": Value(lambda s: float(np.floor(np.log10(abs(last(s)["a1"][0, 0])))), 0),
    },
)  # fmt: skip
