"""Learning by heart: a training loss that falls says nothing about what was not learned."""

from collections.abc import Mapping

import numpy as np

from engine import Experiment
from engine.lessons.lesson import Lesson, Part, Value, constant
from engine.lessons.scene import Read, Scene, elsewhere
from engine.lessons.states import state
from engine.lessons.task import Condition, Number, Pick, Reach, Rule, Wrong

EARLY, LATE = 100, 4000
GOAL = 0.15
STRENGTHS = {"weak": 0.003, "strong": 0.03}
"""Of a penalty on large weights."""


def states(rng: np.random.Generator | None) -> Mapping[str, Experiment]:
    """Twelve noisy points of a wave, and the same with two strengths of a penalty."""

    def with_penalty(strength: float) -> Experiment:
        return state("17-overfit-seed4", penalty={"kind": "l2", "strength": strength})

    return {
        "points": state("17-overfit-seed4"),
        **{name: with_penalty(strength) for name, strength in STRENGTHS.items()},
    }  # fmt: skip


def training(iteration: int, state: str = "points") -> Read:
    """The loss on what is learned."""
    return lambda s: float(s.at(state, iteration)["E"])


def unseen(iteration: int, state: str = "points") -> Read:
    """The loss on what was kept back.

    What it returns raises ValueError for a state that keeps no examples back.
    """

    def read(s: Scene) -> float:
        data = s.states[state].data
        kept = data.held_out if data else None
        if kept is None:
            raise ValueError(f"{state} keeps no examples back")
        return float(elsewhere(s, state, iteration, kept.inputs, kept.targets)["E"])

    return read  # fmt: skip


LESSON = Lesson(
    id="by-heart",
    number=17,
    minutes=15,
    states=states,
    runs={"points": LATE, **dict.fromkeys(STRENGTHS, LATE)},
    parts=(
        Part("later", "points", (Number(
            "later",
            unseen(LATE),
            (
                Wrong("falls_too", training(LATE)),
                Wrong("same", unseen(EARLY)),
                Wrong("training", training(EARLY)),
            ),
            choices=True,
        ),), before="next"),
        Part("why", "points", (Pick(
            "why", ("noise", "slow"),
            lambda s: "noise" if unseen(LATE)(s) > unseen(EARLY)(s) else "slow",
        ),), before="next"),
        Part("keep", "points", (Reach(
            "keep",
            (
                Condition("iteration", at_least=LATE),
                Condition("E_test", at_most=GOAL),
            ),
            only=("penalty",),
            trained=True,
        ),)),
        Part("rule", "points", (Rule(
            "rule",
            (("test", "training", "largest"), ("noise", "rule", "target"),
             ("small", "large", "equal")),
            ("test", "noise", "small"),
        ),)),
    ),
    values={
        "examples": Value(lambda s: len(s.states["points"].inputs), 0),
        "early": constant(EARLY, 0),
        "late": constant(LATE, 0),
        "training_early": Value(training(EARLY)),
        "training_late": Value(training(LATE), 4),
        "test_early": Value(unseen(EARLY), 2),
        "test_late": Value(unseen(LATE), 2),
        "times": Value(lambda s: unseen(LATE)(s) / unseen(EARLY)(s), 0),
        "goal": constant(GOAL, 2),
        **{name: constant(v, 3) for name, v in STRENGTHS.items()},
        **{f"test_{name}": Value(unseen(LATE, name), 3) for name in STRENGTHS},
    },
)  # fmt: skip
