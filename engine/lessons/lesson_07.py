"""Three factors: E → a₂ → z₂ → w₂, a nudge first and the chain rule behind it."""

from collections.abc import Mapping

import numpy as np

from engine import Experiment
from engine.lessons.lesson import Lesson, Part, Value
from engine.lessons.scene import Cell, Scene
from engine.lessons.states import chain
from engine.lessons.task import Number, Pick, Rule, Wrong

NUDGE = 1e-3


def states(rng: np.random.Generator | None) -> Mapping[str, Experiment]:
    """The chain, and the same with w₂ nudged up and down."""
    base = chain(rng)
    w2 = float(base.parameters["W2"][0, 0])
    given = {n.lower(): float(base.parameters[n].ravel()[0]) for n in ("W1", "b1", "b2")}
    rest = {**given, "x": float(base.inputs[0, 0]), "eta": base.learning_rate}
    return {
        "chain": base,
        "up": chain(None, **rest, w2=w2 + NUDGE),
        "down": chain(None, **rest, w2=w2 - NUDGE),
    }  # fmt: skip


def change(scene: Scene) -> float:
    """How far E moves from the nudge down to the nudge up."""
    return Cell("up", "E")(scene) - Cell("down", "E")(scene)


gradient = Cell("chain", "d_W2", (0, 0))

LESSON = Lesson(
    id="three-factors",
    number=7,
    minutes=15,
    states=states,
    parts=(
        Part("way", "chain", (Pick(
            "way", ("up", "down"), lambda s: "up" if change(s) < 0 else "down",
        ),), before="d_a2"),
        Part("nudge", "chain", (Number(
            "nudge",
            lambda s: change(s) / (2 * NUDGE),
            (
                Wrong("undivided", change),
                Wrong("half_width", lambda s: change(s) / NUDGE),
                Wrong("sign_turned", lambda s: -change(s) / (2 * NUDGE)),
            ),
        ),), before="d_a2"),
        Part("product", "chain", (Number(
            "product",
            gradient,
            (
                Wrong("no_slope", bug="output_slope_forgotten"),
                Wrong("no_input", bug="input_forgotten"),
                Wrong("sum_for_activation", bug="sum_for_activation"),
                Wrong("input_for_activation", bug="input_for_activation"),
                Wrong("no_half", bug="half_forgotten"),
                Wrong("sign_turned", bug="sign_turned"),
            ),
        ),), before="d_z2", again=True),
        Part("rule", "chain", (Rule(
            "rule",
            (
                ("error", "target", "loss"),
                ("slope", "sum", "weight"),
                ("activation", "input", "delta"),
            ),
            ("error", "slope", "activation"),
        ),)),
    ),
    values={
        "nudge": Value(lambda s: Cell("up", "W2", (0, 0))(s) - Cell("chain", "W2", (0, 0))(s), 3),
        "w_2": Value(Cell("chain", "W2", (0, 0)), 1),
        "w_2_up": Value(Cell("up", "W2", (0, 0))),
        "w_2_down": Value(Cell("down", "W2", (0, 0))),
        "E": Value(Cell("chain", "E"), 6),
        "E_up": Value(Cell("up", "E"), 6),
        "E_down": Value(Cell("down", "E"), 6),
        "change": Value(change),
        "a_2": Value(Cell("chain", "a2", (0, 0)), 2),
        "d_a2": Value(Cell("chain", "d_a2", (0, 0))),
        "s_2": Value(Cell("chain", "s2", (0, 0))),
        "a_1": Value(Cell("chain", "a1", (0, 0))),
        "d_z2": Value(Cell("chain", "d_z2", (0, 0))),
        "d_W2": Value(gradient),
    },
)  # fmt: skip
