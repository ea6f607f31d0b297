"""All paths count: where they part, gradients add; and a kernel is one weight on many wires."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from engine import Experiment
from engine.explain.paths import paths
from engine.lessons.lesson import Lesson, Part, Value
from engine.lessons.scene import Cell, Read, Scene
from engine.lessons.states import dense, state
from engine.lessons.task import Condition, Number, Reach, Rule, Wrong

FIRST = ("W1", (0, 0))
KERNEL = ("W1", (0, 0, 0, 1))
kernel = Cell("cnn", "d_W1", KERNEL[1])


def states(rng: np.random.Generator | None) -> Mapping[str, Experiment]:
    """A fork in two, two networks to count routes in, and a kernel on a small image."""
    mazur = state("06-sse")
    if rng:
        drawn = rng.integers(5, 95, (2, 2)) * rng.choice([-1, 1], (2, 2)) / 100
        mazur = replace(mazur, parameters={**mazur.parameters, "W2": drawn})
    return {
        "mazur": mazur,
        "narrow": stacked(2, (3, 3)),
        "wide": stacked(1, (8, 8, 8)),
        "cnn": state("12-cnn"),
    }  # fmt: skip


def stacked(inputs: int, hidden: tuple[int, ...]) -> Experiment:
    """A fully connected network of tanh units with one output."""
    return Experiment.from_json({
        "layers": [*(dense(units, "tanh") for units in hidden), dense(1, "identity")],
        "loss": "half_sse", "inputs": [[1.0] * inputs], "targets": [[1.0]], "seed": 1,
    })  # fmt: skip


def routes(state: str) -> Read:
    """From the first weight to the loss, as they are counted on the network."""
    return lambda s: paths(s[state], *FIRST).count


def hidden(scene: Scene, state: str) -> list[int]:
    """Units of each hidden layer."""
    return [scene[state][f"b{k}"].size for k in range(1, len(scene.states[state].layers))]


def way(state: str, which: int) -> Read:
    """What one of the routes from h₁ brings: weight × δ."""
    return lambda s: float(s[state]["W2"][which, 0] * s[state]["d_z2"][0, which])


def place(which: int) -> Read:
    """What the kernel's weight gets from one place of the image."""
    return lambda s: paths(s["cnn"], *KERNEL).listed[which].product


def counted(id: str, state: str) -> Number:
    """How many routes there are."""
    return Number(
        id,
        routes(state),
        (
            Wrong("added", lambda s: sum(hidden(s, state))),
            Wrong("from_input", lambda s: routes(state)(s) * hidden(s, state)[0]),
        ),
        digits=0,
    )  # fmt: skip


LESSON = Lesson(
    id="all-paths",
    number=12,
    minutes=25,
    states=states,
    parts=(
        Part("fork", "mazur", (Number(
            "fork",
            Cell("mazur", "d_a1", (0, 0)),
            (
                Wrong("first_path", bug="only_first_path"),
                Wrong("signs_lost", bug="signs_lost"),
                Wrong("not_transposed", bug="weights_not_transposed"),
                Wrong("averaged", bug="paths_averaged"),
            ),
            digits=4,
        ),), before="d_a1", again=True),
        Part("routes", "mazur", shows="paths", cell=FIRST),
        Part("count", "narrow", (counted("count", "narrow"),)),
        Part("count_wide", "wide", (counted("count_wide", "wide"),)),
        Part("cancel", "mazur", (Reach(
            "cancel",
            (Condition("d_a1", (0, 0), magnitude=True, at_most=1e-3),),
            only=("parameters.W2",),
        ),), moment="d_a1"),
        Part("kernel", "cnn", (Number(
            "kernel",
            kernel,
            (
                Wrong("one_place", bug="only_first_path"),
                Wrong("mean", bug="mean_for_sum"),
                Wrong("turned", bug="kernel_turned"),
            ),
        ),), before="d_W1"),
        Part("places", "cnn", shows="paths", cell=KERNEL),
        Part("rule", "mazur", (Rule(
            "rule",
            (("sum", "product", "mean"), ("paths", "layers", "weights"),
             ("products", "sums", "means")),
            ("sum", "paths", "products"),
        ),)),
    ),
    values={
        "d_a1": Value(Cell("mazur", "d_a1", (0, 0)), 4),
        "w_5": Value(Cell("mazur", "W2", (0, 0)), 2),
        "w_7": Value(Cell("mazur", "W2", (1, 0)), 2),
        "delta_1": Value(Cell("mazur", "d_z2", (0, 0)), 4),
        "delta_2": Value(Cell("mazur", "d_z2", (0, 1)), 4),
        "way_1": Value(way("mazur", 0), 4),
        "way_2": Value(way("mazur", 1), 4),
        "routes": Value(routes("narrow"), 0),
        "routes_wide": Value(routes("wide"), 0),
        "units": Value(lambda s: hidden(s, "narrow")[0], 0),
        "units_wide": Value(lambda s: hidden(s, "wide")[0], 0),
        "d_K": Value(kernel),
        "places": Value(lambda s: s["cnn"]["d_z1"].size, 0),
        "largest": Value(place(0)),
    },
)  # fmt: skip
