"""Experiments to take away: the worked ones, and random ones over everything that is registered."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from _pytest.outcomes import Failed

from engine import Experiment, example, examples
from engine.ops import of_family
from tests.engine.graphs import random_graph
from tests.engine.networks import random_experiment

AROUND = ("schedule", "clip", "penalty")


def worked() -> Iterator[tuple[str, Experiment]]:
    """Every worked example."""
    yield from ((name, example(name).experiment) for name in examples())


def drawn(count: int) -> Iterator[tuple[str, Experiment]]:
    """So many: half of them graphs of layers, half chains with every kind of update."""
    for number in range(count):
        rng = np.random.default_rng([16, number])
        yield f"random {number}", _graph(rng) if number % 2 else _chain(rng)


def _chain(rng: np.random.Generator) -> Experiment:
    kinds = {f: [*of_family(f)] for f in ("optimizer", *AROUND)}
    given = {
        f: str(rng.choice(k)) for f, k in kinds.items() if f == "optimizer" or rng.random() < 0.4
    }
    made = random_experiment(rng, **given)
    size = len(made.inputs)
    remainder = str(rng.choice(["use", "drop", "carry"]))
    return replace(made, batch=int(rng.integers(1, size + 1)), remainder=remainder)


def _graph(rng: np.random.Generator) -> Experiment:
    while True:
        try:
            return random_graph(rng)
        except Failed:
            continue
