"""Mini-batches: 2-8-8-8-1 on 250 examples, ten at a time, so that every iteration has others."""

from collections.abc import Iterator
from itertools import product

import numpy as np

from benchmarks import rivals, timing
from benchmarks.cases import Case
from engine import Experiment, Layer, Training, registry

COUNT, BATCH = 250, 10
ENDS = (("sigmoid", "binary_cross_entropy", "mean"), ("tanh", "half_sse", "sum"))
RATES = {"sgd": 0.03, "momentum": 0.003, "adam": 0.003}


def table() -> Iterator[str]:
    """Lines of a table: an iteration and the epochs of a second."""
    yield "| batch 10 of 250, µs | engine | epochs/s | products alone |"
    yield "|---" * 4 + "|"
    floors = rivals.floors(Case((2, 8, 8, 8, 1), ("tanh",) * 4, BATCH))
    for end, kind in product(ENDS, RATES):
        found = timing.compare(
            {"engine": _run(Training(_experiment(end, kind)))}
            | {name: timing.repeated(step, timing.RUN) for name, step in floors.items()}
        )
        least = min(found[name] for name in floors)
        yield f"| {end[0]}, {end[1]}, {kind} | " + " | ".join(
            [
                f"{found['engine'] * 1e6:.1f}",
                f"{BATCH / COUNT / found['engine']:.0f}",
                f"{least * 1e6:.1f} |",
            ]
        )


def _run(training: Training) -> timing.Sample:
    """Two epochs, with all that lies between iterations and between epochs."""
    training.run(1)
    return lambda: len(training.run(2 * COUNT // BATCH))


def _experiment(end: tuple[str, str, str], kind: str) -> Experiment:
    activation, loss, reduction = end
    inputs = np.random.default_rng(1).normal(size=(COUNT, 2))
    hidden = tuple(Layer(registry["dense"](8), registry["tanh"]()) for _ in range(3))
    return Experiment(
        layers=(*hidden, Layer(registry["dense"](1), registry[activation]())),
        loss=registry[loss](reduction),
        inputs=inputs,
        targets=(inputs[:, :1] * inputs[:, 1:] > 0) * 1.0,
        learning_rate=RATES[kind],
        batch=BATCH,
        optimizer=registry[kind](),
    )
