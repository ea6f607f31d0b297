"""All the ways to reach an iteration, side by side."""

from dataclasses import replace

import numpy as np

from engine import (
    Checkpoint,
    DataRef,
    Experiment,
    History,
    InvalidExperiment,
    Layer,
    Training,
    registry,
    trace,
)
from engine.data import datasets
from engine.experiment.batches import REMAINDERS
from engine.ops import of_family
from tests.engine.graphs import random_graph
from tests.engine.networks import random_experiment, random_op


def drawn(number: int) -> Experiment:
    """A random experiment: every other one on images, each with all that can be around it."""
    rng = np.random.default_rng([77, number])
    e = random_graph(rng) if number % 2 else random_experiment(rng)
    around = {}
    for family in ("optimizer", "clip", "penalty", "schedule"):
        kinds = [*of_family(family), *([""] if family != "optimizer" else [])]
        kind = str(rng.choice(kinds))
        if kind:
            around[family] = random_op(rng, kind)
    e = replace(
        e,
        learning_rate=float(10 ** rng.uniform(-4, -1)),
        shuffle=bool(rng.random() < 0.7),
        **around,
    )
    batch, remainder = int(rng.integers(1, len(e.inputs) + 1)), str(rng.choice(REMAINDERS))
    try:
        return replace(e, batch=batch, remainder=remainder)
    except InvalidExperiment:  # a layer needs more examples than the smallest batch has
        return e


def spirals() -> Experiment:
    """What parted first while there were two arithmetics: 2-8-8-1 with Adam 0.05."""
    layers = tuple(Layer(registry["dense"](8), registry["tanh"]()) for _ in range(2))
    return Experiment(
        (*layers, Layer(registry["dense"](1), registry["tanh"]())),
        registry["mse"]("mean"),
        data=DataRef(datasets["spirals"](), seed=0),
        learning_rate=0.05,
        optimizer=registry["adam"](),
    )


KEPT = 200
"""Iterations that a history keeps here, at the most: of long ones the last."""


def same_bytes(e: Experiment, iterations: int, rng: np.random.Generator) -> None:
    """Training, resumed at random; a history; traces from the beginning and from checkpoints."""
    history = History(e, keep=min(iterations, KEPT))
    losses = history.run(iterations)
    done = len(losses)
    assert (done < iterations) == (history.diverged is not None)
    straight = Training(e)
    assert straight.run(iterations).tobytes() == losses.tobytes()
    assert straight.diverged == history.diverged
    parts: list[float] = []
    resumed = Training(e)
    while len(parts) < done:
        parts += resumed.run(int(rng.integers(1, done - len(parts) + 1))).tolist()
        resumed = Training(e, Checkpoint.from_text(resumed.checkpoint.to_text()))
    assert np.array(parts).tobytes() == losses.tobytes()
    assert resumed.checkpoint.to_bytes() == straight.checkpoint.to_bytes()
    last = None
    for k in sorted({0, done - 1, *rng.integers(0, max(done, 1), 3).tolist()} & set(range(done))):
        t = trace(e, k)
        if k in history.kept:
            assert t.vector.tobytes() == history[k].vector.tobytes()
        assert t["E"].item() == losses[k]
        if last:
            assert trace(e, k, last).vector.tobytes() == t.vector.tobytes()
        last = t.checkpoint
