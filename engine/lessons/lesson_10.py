"""The fading message: a product of weight × slope, layer by layer, and at most a quarter each."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from engine import Experiment
from engine.explain.ledger import Ledger, ledger
from engine.explain.twin import twin_of
from engine.lessons.lesson import Lesson, Part, Value
from engine.lessons.scene import Cell, Read, Scene, size
from engine.lessons.states import state
from engine.lessons.task import Condition, Number, Pick, Reach, Rule, Wrong


def states(rng: np.random.Generator | None) -> Mapping[str, Experiment]:
    """Eight units in a chain, three curves; and a deep network on spirals with its twin."""
    chains = {kind: state(f"10-chain-{kind}") for kind in ("sigmoid", "tanh", "relu")}
    if rng:
        x = float(rng.integers(2, 41)) / 20
        chains = {kind: replace(of, inputs=np.array([[x]])) for kind, of in chains.items()}
    spirals = state("10-spirals-logistic")
    bent = [
        {"kind": "dense", "units": 8, "activation": {"kind": "relu"}} for _ in spirals.layers[:-1]
    ]
    layers = Experiment.from_json(
        {**spirals.to_json(), "layers": [*bent, spirals.layers[-1].to_json()]}
    ).layers
    return {**chains, "spirals": spirals, "twin": twin_of(spirals, layers=layers)}


def faded(state: str) -> Read:
    """δ₁ / δ₈ of a chain."""
    return lambda s: Cell(state, "d_z1", (0, 0))(s) / Cell(state, "d_z8", (0, 0))(s)


def of(scene: Scene, state: str) -> Ledger:
    """The ledger of a state."""
    return ledger(scene[state])


def steepest(scene: Scene) -> float:
    """The most that one logistic slope lets through."""
    return float(of(scene, "sigmoid").factors[1].bound or 0)


LESSON = Lesson(
    id="fading-message",
    number=10,
    minutes=18,
    states=states,
    parts=(
        Part("guess", "sigmoid", (Number(
            "guess",
            faded("sigmoid"),
            (
                Wrong("undiminished", faded("relu")),
                Wrong("shared", lambda s: 1 / len(s.states["sigmoid"].layers)),
                Wrong("once", steepest),
                Wrong("bound", lambda s: float(of(s, "sigmoid").bound or 0)),
            ),
            choices=True,
        ),), before="d_a7", again=True),
        Part("ledger", "sigmoid", shows="ledger"),
        Part("keep", "sigmoid", (Reach(
            "keep",
            (Condition("d_z1", (0, 0), over="d_z8", magnitude=True, at_least=0.5),),
            only=("layers", "parameters"),
        ),), moment="d_z1"),
        Part("spirals", "spirals", (Pick(
            "spirals", ("weights", "slope"), lambda s: of(s, "spirals").killer.cause,
        ),), before="d_a5"),
        Part("twin", "spirals", shows="ledger", twin="twin"),
        Part("rule", "sigmoid", (Rule(
            "rule",
            (
                ("product", "sum", "mean"),
                ("weight", "input", "error"),
                ("slope", "activation", "bias"),
            ),
            ("product", "weight", "slope"),
        ),)),
    ),
    values={
        "layers": Value(lambda s: len(s.states["sigmoid"].layers), 0),
        "hops": Value(lambda s: len(s.states["sigmoid"].layers) - 1, 0),
        "ratio": Value(faded("sigmoid"), 3),
        "ratio_tanh": Value(faded("tanh"), 3),
        "ratio_relu": Value(faded("relu"), 0),
        "bound": Value(lambda s: float(of(s, "sigmoid").bound or 0)),
        "bound_5": Value(lambda s: float(of(s, "spirals").bound or 0)),
        "killer_layer": Value(lambda s: of(s, "spirals").killer.layer, 0),
        "killer": Value(lambda s: of(s, "spirals").killer.value, 3),
        "slopes": Value(lambda s: of(s, "spirals").total("slope")),
        "weights": Value(lambda s: of(s, "spirals").total("weights"), 1),
        "slopes_twin": Value(lambda s: of(s, "twin").total("slope"), 3),
        "weights_twin": Value(lambda s: of(s, "twin").total("weights"), 2),
        "last": Value(lambda s: size(s, "spirals", "d_W6"), 3),
        "kept": Value(lambda s: of(s, "spirals").ratio),
        "kept_twin": Value(lambda s: of(s, "twin").ratio),
    },
)  # fmt: skip
