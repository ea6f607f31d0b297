"""Small networks of every make, so that each bug finds some in which it makes sense."""

from collections.abc import Iterator

import numpy as np

from engine import Experiment, Layer, registry
from engine.program.buggy_program import fitting

SMOOTH = ("sigmoid", "tanh")


def networks_for(bug: str, count: int = 5, seed: int = 0) -> list[Experiment]:
    """So many networks that a bug changes, of different makes."""
    found = (e for e in every_make(seed) if bug in fitting(e.program(e.batches.largest)))
    return [next(found) for _ in range(count)]


def every_make(seed: int = 0) -> Iterator[Experiment]:
    """Networks without end: all makes in turn, with other numbers each time."""
    rng = np.random.default_rng([seed, 3])
    while True:
        for make in MAKES:
            yield make(rng)


def _op(kind, *settings, **more):
    return registry[kind](*settings, **more)


def _layer(kind, *settings, activation=None, **more):
    return Layer(_op(kind, *settings, **more), activation and _op(activation))


def _made(rng, layers, loss, shape, outputs, **more) -> Experiment:
    """With all parameters away from 0, so that nothing is right by accident."""
    count = more.pop("examples", int(rng.integers(2, 4)))
    classes = loss.kind == "cross_entropy"
    targets = np.eye(outputs)[rng.integers(outputs, size=count)]
    targets = targets if classes else rng.uniform(0.1, 0.9, (count, outputs))
    made = Experiment(
        layers, loss, rng.uniform(0.4, 2.0, (count, *shape)) * rng.choice([-1, 1], (count, *shape)),
        targets, learning_rate=0.3, **more,
    )  # fmt: skip
    given = {
        name: rng.uniform(0.2, 1.0, s) * rng.choice([-1, 1], s)
        for name, s in made.network.shapes.items()
    }
    return Experiment(layers, loss, made.inputs, made.targets, 0.3, parameters=given, **more)


def _square(rng) -> Experiment:
    bent = str(rng.choice(SMOOTH))
    layers = (_layer("dense", 3, activation=bent), _layer("dense", 3, activation="sigmoid"))
    return _made(rng, layers, _op("half_sse"), (3,), 3)


def _mean(rng) -> Experiment:
    layers = (_layer("dense", 4, activation="relu"), _layer("dense", 2, activation="tanh"))
    kind = str(rng.choice(["mse", "sse"]))
    return _made(rng, layers, _op(kind, "mean"), (2,), 2, optimizer=_op("momentum"))


def _classes(rng) -> Experiment:
    layers = (_layer("dense", 3, activation="relu"), _layer("dense", 3, activation="softmax"))
    return _made(rng, layers, _op("cross_entropy"), (2,), 3, optimizer=_op("adam"))


def _deep(rng) -> Experiment:
    one = _layer("dense", 2, activation=str(rng.choice(SMOOTH)))
    layers = (one, one, _layer("dense", 2, activation="sigmoid"))
    return _made(rng, layers, _op("half_sse"), (2,), 2, examples=1, optimizer=_op("nadam"))


def _image(rng) -> Experiment:
    layers = (
        _layer("conv2d", 2, 2, activation="relu"), _layer("conv2d", 1, 2, activation="tanh"),
        _layer("flatten"), _layer("dense", 2, activation="sigmoid"),
    )  # fmt: skip
    return _made(rng, layers, _op("half_sse"), (1, 4, 4), 2)


def _normed(rng) -> Experiment:
    layers = (
        _layer("dense", 3, activation="tanh"), _layer("batch_norm"), _layer("dropout", 0.4),
        _layer("dense", 2, activation="sigmoid"),
    )  # fmt: skip
    return _made(rng, layers, _op("mse"), (2,), 2, examples=5)


def _parted(rng) -> Experiment:
    layers = (
        _layer("dense", 2, activation="tanh"), _layer("dense", 2, activation="sigmoid"),
        Layer(_op("add"), reads=(1, 0)), _layer("dense", 2, activation="identity"),
    )  # fmt: skip
    return _made(rng, layers, _op("sse"), (2,), 2)


MAKES = (_square, _mean, _classes, _deep, _image, _normed, _parted)
