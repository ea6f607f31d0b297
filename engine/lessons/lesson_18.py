"""Trust, but nudge: a gradient is checked by nudges, for a falling loss proves nothing."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from engine import Experiment, trace
from engine.lessons.lesson import Lesson, Part, Value, constant
from engine.lessons.scene import Cell, Read, Scene
from engine.lessons.states import state
from engine.lessons.task import Pick, Rule

NUDGES = {"wide": 1e-2, "good": 1e-4, "fine": 1e-12, "tiny": 1e-15}
LONG = 10_000
SEEN = 0.01
"""A relative difference of two losses that somebody would notice."""
BUG, HUNTED = "hidden_delta_from_updated_weights", "weights_not_transposed"
SUSPECTS = ("only_first_path", "signs_lost", "paths_averaged", "weights_not_transposed")
FIRST, BEHIND = ("W1", (0, 0)), ("W2", (0, 0))


def states(rng: np.random.Generator | None) -> Mapping[str, Experiment]:
    """Mazur's network, right, with a mistake that nobody sees, and with one to be found."""
    right = state("06-sse")
    return {
        "right": right,
        "buggy": replace(right, bugs=(BUG,)),
        "hunted": replace(right, bugs=(HUNTED,)),
    }


def nudged(h: float, which: tuple[str, tuple[int, ...]] = FIRST) -> Read:
    """∂E/∂w by a nudge of h to either side."""
    name, place = which

    def loss(of: Experiment, by: float) -> float:
        given = {n: np.array(v) for n, v in of.start.items()}
        given[name][place] += by
        return float(trace(replace(of, parameters=given))["E"])

    def read(s: Scene) -> float:
        of = s.states["right"]
        return (loss(of, h) - loss(of, -h)) / (2 * h)

    return read  # fmt: skip


def off(h: float) -> Read:
    """How far a nudge is from the gradient, relative to it."""
    right = Cell("right", "d_W1", FIRST[1])
    return lambda s: abs(nudged(h)(s) - right(s)) / abs(right(s))


def best(scene: Scene) -> str:
    """The nudge that comes nearest."""
    return min(NUDGES, key=lambda name: off(NUDGES[name])(scene))


def late(state: str) -> Read:
    """The loss after a long run."""
    return lambda s: float(s.at(state, LONG)["E"])


def seen(scene: Scene) -> str:
    """Whether the loss gives the mistake away."""
    right, wrong = late("right")(scene), late("buggy")(scene)
    if abs(wrong - right) < SEEN * right:
        return "same"
    return "worse" if wrong > right else "better"


def said(which: tuple[str, tuple[int, ...]]) -> Cell:
    """What the wrong way back says of a weight."""
    return Cell("hunted", f"d_{which[0]}", which[1])


LESSON = Lesson(
    id="trust-but-nudge",
    number=18,
    minutes=20,
    states=states,
    runs={"right": LONG, "buggy": LONG},
    parts=(
        Part("best", "right", (Pick("best", tuple(NUDGES), best),)),
        Part("seen", "buggy", (Pick("seen", ("worse", "same", "better"), seen),), before="next"),
        Part("hunt", "hunted", (Pick(
            "hunt", SUSPECTS, lambda s: s.states["hunted"].bugs[0],
        ),), before="next"),
        Part("rule", "right", (Rule(
            "rule",
            (("nudge", "loss", "rate"), ("neither", "large", "tiny"), ("proves_nothing", "proves")),
            ("nudge", "neither", "proves_nothing"),
        ),)),
    ),
    values={
        **{f"h_{name}": constant(h, 2) for name, h in NUDGES.items()},
        **{f"off_{name}": Value(off(h), 2) for name, h in NUDGES.items()},
        "g": Value(Cell("right", "d_W1", FIRST[1]), 7),
        "long": constant(LONG, 0),
        "E_right": Value(lambda s: late("right")(s) * 1e5, 3),
        "E_buggy": Value(lambda s: late("buggy")(s) * 1e5, 3),
        "n_5": Value(nudged(NUDGES["good"], BEHIND), 5),
        "g_5": Value(said(BEHIND), 5),
        "n_1": Value(nudged(NUDGES["good"]), 6),
        "g_1": Value(said(FIRST), 6),
        "d_h": Value(lambda s: float(s["right"]["d_a1"][0, 0]), 4),
        "d_h_wrong": Value(lambda s: float(s["hunted"]["d_a1"][0, 0]), 4),
        **{f"w_{k}": Value(Cell("right", "W2", at), 2)
           for k, at in ((5, (0, 0)), (6, (0, 1)), (7, (1, 0)), (8, (1, 1)))},
        "delta_1": Value(Cell("right", "d_z2", (0, 0)), 4),
        "delta_2": Value(Cell("right", "d_z2", (0, 1)), 4),
    },
)  # fmt: skip
