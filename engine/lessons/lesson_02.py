"""A network is a function that fits: its layers, what it learns, and what it has not learned."""

from collections.abc import Mapping

import numpy as np

from engine import Experiment
from engine.lessons.lesson import Lesson, Part, Value, constant
from engine.lessons.scene import Scene, elsewhere, outputs
from engine.lessons.states import dense, state
from engine.lessons.task import Condition, Number, Reach, Rule, Wrong

TRAINED = 3200
FAR, INSIDE = 6.0, 0.5
GOAL = 0.01
WIDE, NEARLY, LEAST = 4.0, 0.2, 500
"""Where a wider network is asked, how exact it must be there, and after how many iterations."""

SIN = float(np.sin(WIDE))
SINE = {"kind": "function", "function": "sine", "reach": 2.0, "examples": 50, "seed": 1}


def states(rng: np.random.Generator | None) -> Mapping[str, Experiment]:
    """A network on a wave, and the same with other layers."""
    units = [int(n) for n in rng.integers(3, 10, 2)] if rng else [8, 8]
    layers = [*(dense(n, "tanh") for n in units), dense(1, "identity")]
    return {
        "wave": state("02-approximation"),
        "counted": state("02-approximation", layers=layers),
        "short": state("02-approximation", data=SINE),
    }


def asked(scene: Scene, x: float) -> float:
    """What the trained network answers to another input."""
    return float(outputs(elsewhere(scene, "wave", TRAINED, [[x]], [[0.0]]))[0, 0])


def wave(x: float) -> float:
    """The wave itself, to the digits that are meant."""
    return round(float(np.sin(np.pi * x)), 9)


def learned(scene: Scene, kind: str) -> float:
    """How many numbers of a kind there are to learn."""
    t = scene["counted"]
    return sum(t[name].size for name in t.program.parameters if name[0] in kind)


def units(scene: Scene) -> float:
    """All neurons behind the input."""
    return learned(scene, "b")


def reach(scene: Scene) -> float:
    """The highest target that was learned."""
    return float(np.max(scene.states["wave"].targets))


LESSON = Lesson(
    id="function-that-fits",
    number=2,
    minutes=12,
    states=states,
    runs={"wave": TRAINED},
    parts=(
        Part("layers", "wave"),
        Part("numbers", "counted", (Number(
            "numbers",
            lambda s: learned(s, "Wb"),
            (
                Wrong("no_biases", lambda s: learned(s, "W")),
                Wrong("neurons", units),
            ),
            digits=0,
        ),), again=True),
        Part("fit", "wave", (Reach(
            "fit", (Condition("E_test", at_most=GOAL),), only=("seed",), trained=True,
        ),)),
        Part("far", "wave", (Number(
            "far",
            lambda s: asked(s, FAR),
            (
                Wrong("understood", lambda _: wave(FAR)),
                Wrong("highest", reach),
            ),
            choices=True,
            digits=1,
        ),), before="next"),
        Part("reach", "short", (Reach(
            "reach",
            (
                Condition("answer", asked=(WIDE,), at_least=SIN - NEARLY, at_most=SIN + NEARLY),
                Condition("iteration", at_least=LEAST),
            ),
            only=("data", "seed"),
            trained=True,
        ),)),
        Part("rule", "wave", (Rule(
            "rule",
            (("function", "memory", "rule_book"), ("examples", "formula", "weights"),
             ("near", "everywhere", "nowhere")),
            ("function", "examples", "near"),
        ),)),
    ),
    values={
        "hidden": Value(lambda s: len(s.states["counted"].layers) - 1, 0),
        "units_1": Value(lambda s: s["counted"]["b1"].size, 0),
        "units_2": Value(lambda s: s["counted"]["b2"].size, 0),
        "weights": Value(lambda s: learned(s, "W"), 0),
        "biases": Value(units, 0),
        "numbers": Value(lambda s: learned(s, "Wb"), 0),
        "examples": Value(lambda s: len(s.states["wave"].inputs), 0),
        "goal": constant(GOAL, 2),
        "trained": constant(TRAINED, 0),
        "x_inside": constant(INSIDE, 1),
        "inside": Value(lambda s: asked(s, INSIDE), 2),
        "y_inside": Value(lambda _: wave(INSIDE), 2),
        "x_far": constant(FAR, 0),
        "far": Value(lambda s: asked(s, FAR), 1),
        "y_far": Value(lambda _: wave(FAR), 0),
        "reach": Value(lambda s: float(np.max(s.states["short"].inputs)), 0),
        "x_wide": constant(WIDE, 0),
        "y_wide": constant(SIN, 2),
        "nearly": constant(NEARLY, 1),
        "least": constant(LEAST, 0),
    },
)  # fmt: skip
