"""Momentum and Adam: steps that gather speed, and steps that no longer ask how steep it is."""

from collections.abc import Mapping

import numpy as np

from engine import Experiment, Trace, trace
from engine.lessons.lesson import Lesson, Part, Value, constant
from engine.lessons.scene import Read, Scene
from engine.lessons.states import state, tenths
from engine.lessons.task import Condition, Number, Reach, Rule, Wrong

GOAL = 1e-3
FEW = 64
"""Iterations that are looked at one by one."""
FAST = 0.5
SLOW = 0.01
OPTIMIZERS = ("sgd", "momentum", "adam")


def states(rng: np.random.Generator | None) -> Mapping[str, Experiment]:
    """Mazur's network under three optimizers, with a small learning rate and with its own."""
    changes: dict[str, object] = {}
    if rng:
        changes["targets"] = [[tenths(rng, 1, 9), tenths(rng, 1, 9)]]
    return {
        **{n: state("06-sse", optimizer=n, learning_rate=SLOW, **changes) for n in OPTIMIZERS},
        **{f"{n}_fast": state("06-sse", optimizer=n, learning_rate=FAST) for n in OPTIMIZERS},
    }


def step(of: str, name: str) -> Read:
    """How far the first weight of a layer moves in the first update."""
    return lambda s: float(s[of][f"{name}'"][0, 0] - s[of][name][0, 0])


def farther(of: str) -> Read:
    """How many times as far w₅ moves as w₁."""
    return lambda s: abs(step(of, "W2")(s) / step(of, "W1")(s))


def mu(scene: Scene) -> float:
    """The share of the last step that momentum keeps."""
    return float(scene.states["momentum"].optimizer.mu)  # type: ignore[attr-defined]


def steps(count: int) -> Read:
    """How long the step is, after so many under one constant gradient of 1."""
    return lambda s: sum(mu(s) ** k for k in range(count))


def rounds(of: str) -> Read:
    """The first iteration whose loss is at most the goal; behind the first few it only falls."""

    def read(s: Scene) -> float:
        near = next((k for k in range(FEW) if s.at(of, k)["E"] <= GOAL), None)
        if near is not None:
            return near
        low, length = s.at(of, FEW - 1), FEW
        while (further := go_on(low, length))["E"] > GOAL:
            low, length = further, 2 * length
        while length > 1:
            length //= 2
            if (further := go_on(low, length))["E"] > GOAL:
                low = further
        return low.iteration + 1

    return read


def go_on(begun: Trace, by: int) -> Trace:
    """The iteration so many behind one."""
    return trace(begun.experiment, begun.iteration + by, begun.checkpoint)


LESSON = Lesson(
    id="momentum-and-adam",
    number=16,
    minutes=15,
    states=states,
    parts=(
        Part("speed", "momentum", (Number(
            "speed",
            lambda s: 1 / (1 - mu(s)),
            (
                Wrong("same", steps(1)),
                Wrong("twice", steps(2)),
                Wrong("inverse", lambda s: 1 / mu(s)),
            ),
            choices=True,
            digits=1,
        ),), before="next"),
        Part("adam", "adam", (Number(
            "adam",
            farther("adam"),
            (
                Wrong("as_steep", farther("sgd")),
                Wrong("root", lambda s: farther("sgd")(s) ** 0.5),
                Wrong("upside_down", lambda s: 1 / farther("sgd")(s)),
            ),
            choices=True,
            digits=2,
        ),), before="W1'", again=True),
        Part("race", "sgd_fast", (Reach(
            "race", (Condition("E", at_most=GOAL),), only=("optimizer",), trained=True,
        ),)),
        Part("rule", "adam", (Rule(
            "rule",
            (("past", "squared", "largest"), ("size", "sign", "number"), ("rate", "slope", "loss")),
            ("past", "size", "rate"),
        ),)),
    ),
    values={
        "mu": Value(mu, 1),
        **{f"step_{k}": Value(steps(k), 2) for k in range(1, 5)},
        "limit": Value(lambda s: 1 / (1 - mu(s)), 0),
        "eta": Value(lambda s: s.states["sgd"].learning_rate, 2),
        "eta_fast": Value(lambda s: s.states["sgd_fast"].learning_rate, 1),
        "g_1": Value(lambda s: float(s["sgd"]["d_W1"][0, 0]), 5),
        "g_5": Value(lambda s: float(s["sgd"]["d_W2"][0, 0]), 5),
        "times": Value(farther("sgd"), 0),
        "adam_1": Value(lambda s: abs(step("adam", "W1")(s)), 4),
        "adam_5": Value(lambda s: abs(step("adam", "W2")(s)), 4),
        "goal": constant(GOAL, 3),
        **{f"rounds_{n}": Value(rounds(f"{n}_fast"), 0) for n in OPTIMIZERS},
    },
)  # fmt: skip
