"""What `benchmarks/against.py` times in each of two checkouts: it must run in both.

As a program it is given the root of a checkout, prints the names, and for each name it reads it
prints the seconds of one iteration.
"""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from time import process_time

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"
sys.path[0] = sys.argv[1]

import numpy as np  # noqa: E402

from benchmarks import batches  # noqa: E402
from benchmarks.cases import CASES  # noqa: E402
from engine import Experiment, History, Layer, Training, registry, trace  # noqa: E402

Sample = Callable[[], int]
"""Runs some iterations and says how many."""

rng = np.random.default_rng(0)
images, digits = rng.normal(size=(640, 1, 8, 8)), np.eye(10)[rng.integers(10, size=640)]
points = rng.normal(size=(32, 2))
signs = (points[:, :1] * points[:, 1:] > 0) * 1.0


def layer(kind: str, *settings: object, activation: str | None = None) -> Layer:
    """A layer with its settings in order."""
    return Layer(registry[kind](*settings), activation and registry[activation]())


def on_images(*hidden: Layer, **more: object) -> Experiment:
    """Layers on 64 images of digits, or on all of them in batches."""
    layers = (*hidden, layer("flatten"), layer("dense", 10, activation="softmax"))
    many = 640 if more else 64
    loss = registry["cross_entropy"]("mean")
    return Experiment(layers, loss, images[:many], digits[:many], 0.01, **more)


def on_points(*hidden: Layer, **more: object) -> Experiment:
    """Layers on 32 points of two classes."""
    layers = (*hidden, layer("dense", 1, activation="sigmoid"))
    loss = registry["binary_cross_entropy"]("mean")
    return Experiment(layers, loss, points, signs, 0.003, **more)


conv = partial(layer, "conv2d", activation="relu")
tanh = layer("dense", 8, activation="tanh")
adam = on_points(tanh, tanh, tanh, optimizer=registry["adam"](), clip=registry["clip_norm"](1.0))
pooled = on_images(conv(8, 3), layer("max_pool"))
skips = on_points(tanh, tanh, layer("add", 0), tanh, layer("add", 2))


def experiments() -> dict[str, Experiment]:
    """What is trained."""
    pool, average = layer("max_pool"), layer("avg_pool")
    return {
        **{case.name: case.experiment for case in CASES},
        **{
            f"batches of 10: {end[0]}, {kind}": batches._experiment(end, kind)
            for end in batches.ENDS
            for kind in batches.RATES
        },
        "convolution, pool": pooled,
        "convolution, pool, batches": on_images(conv(8, 3), pool, batch=64),
        "two convolutions": on_images(conv(4, 3), conv(8, 3), pool),
        "average pool": on_images(conv(8, 3), average),
        "overlapping pool": on_images(conv(8, 3), layer("max_pool", 3, 1)),
        "dropout": on_points(tanh, layer("dropout", 0.2), tanh),
        "dropout of images": on_images(conv(4, 3), layer("dropout", 0.2)),
        "skip": on_points(tanh, tanh, layer("add", 0), tanh),
        "skips": skips,
        "adam, l2, clip by norm": replace(adam, penalty=registry["l2"](1e-3)),
        "adam, l2 of weights, clip by norm": replace(adam, penalty=registry["l2"](1e-3, "weights")),
        "adam, l1 of weights, frozen": replace(
            adam, penalty=registry["l1"](1e-3, "weights"), frozen=frozenset(["b1"])
        ),
    }


def samples() -> dict[str, Sample]:
    """Everything that is timed; runs are warm."""
    found: dict[str, Sample] = {}
    for name, experiment in experiments().items():
        found[name] = running(Training(experiment), 16 if name.startswith("784") else 100)
    for case in CASES[:3]:
        found[f"history {case.name}"] = running(History(case.experiment, keep=200), 100)
    shown = {case.name: case.experiment for case in CASES} | {"convolution": pooled, "skips": skips}
    for name, experiment in shown.items():
        found[f"trace(0) {name}"] = partial(looking, experiment, 0)
    for case in CASES[:5]:
        found[f"trace(1000) {case.name}"] = partial(looking, case.experiment, 1000)
    return found


def running(training: Training, number: int) -> Sample:
    """So many iterations of a run under way."""
    training.run(256)
    return lambda: len(training.run(number))


def looking(experiment: Experiment, iteration: int) -> int:
    """One trace."""
    trace(experiment, iteration)
    return 1


def main() -> None:
    """Take orders from standard input."""
    found = samples()
    print(json.dumps(list(found)), flush=True)
    for line in sys.stdin:
        begin = process_time()
        number = found[line.strip()]()
        print((process_time() - begin) / number, flush=True)


if __name__ == "__main__":
    main()
