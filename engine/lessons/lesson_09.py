"""One layer deeper: δ₁ and ∂E/∂w₁, the same step once more."""

from collections.abc import Mapping

import numpy as np

from engine import Experiment
from engine.lessons.lesson import Lesson, Part, Value
from engine.lessons.scene import Cell
from engine.lessons.states import chain
from engine.lessons.task import Number, Rule, Wrong


def states(rng: np.random.Generator | None) -> Mapping[str, Experiment]:
    """The chain of lesson 7."""
    return {"chain": chain(rng)}


def of(tensor: str) -> Cell:
    """A number of the chain."""
    return Cell("chain", tensor, (0, 0))


delta = of("d_z1")

LESSON = Lesson(
    id="one-layer-deeper",
    number=9,
    minutes=20,
    states=states,
    parts=(
        Part("guess", "chain", (Number(
            "guess",
            delta,
            (
                Wrong("new_weight", bug="hidden_delta_from_updated_weights"),
                Wrong("no_slope", bug="hidden_slope_forgotten"),
                Wrong("no_weight", bug="weight_forgotten"),
                Wrong("slope_at_z", bug="slope_taken_at_z"),
                Wrong("activation_for_slope", bug="activation_for_slope"),
                Wrong("no_half", bug="half_forgotten"),
            ),
            digits=4,
        ),), before="d_a1", again=True),
        Part("table", "chain", (
            Number("d_z2", of("d_z2"), (
                Wrong("no_slope", bug="output_slope_forgotten"),
                Wrong("sign_turned", bug="sign_turned"),
            )),
            Number("d_a1", of("d_a1"), (
                Wrong("no_weight", bug="weight_forgotten"),
                Wrong("new_weight", bug="hidden_delta_from_updated_weights"),
            ), digits=4),
            Number("s1", of("s1"), (
                Wrong("slope_at_z", bug="slope_taken_at_z"),
                Wrong("activation_for_slope", bug="activation_for_slope"),
            ), digits=4),
            Number("d_z1", delta, (
                Wrong("no_slope", bug="hidden_slope_forgotten"),
                Wrong("no_weight", bug="weight_forgotten"),
            ), digits=4),
            Number("d_W1", of("d_W1"), (
                Wrong("no_input", bug="input_forgotten"),
                Wrong("no_slope", bug="hidden_slope_forgotten"),
            ), digits=4),
        ), before="d_z2", faded=True, again=True),
        Part("rule", "chain", (Rule(
            "rule",
            (("next", "own", "first"), ("old", "new", "squared"), ("slope", "activation", "input")),
            ("next", "old", "slope"),
        ),)),
        Part("pictures", "chain", shows="pictures", cell=("d_W1", (0, 0))),
    ),
    values={
        "d_z2": Value(of("d_z2")),
        "w_2": Value(of("W2"), 1),
        "w_2_new": Value(of("W2'"), 3),
        "d_a1": Value(of("d_a1"), 4),
        "a_1": Value(of("a1")),
        "z_1": Value(of("z1"), 1),
        "s_1": Value(of("s1")),
        "d_z1": Value(delta, 4),
        "x": Value(of("a0"), 0),
        "fainter": Value(lambda s: abs(of("d_z2")(s) / delta(s)), 0),
    },
)  # fmt: skip
