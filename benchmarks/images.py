"""A convolution of 8 × 3 × 3 on 64 images of 8 × 8, a pool and a dense layer."""

import numpy as np

from benchmarks import timing
from benchmarks.textbook import loops
from engine import Experiment, Layer, registry
from engine.run.training import Training


def line() -> str:
    """A sentence: an iteration against its matrix products, and against four nested loops."""
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(640, 1, 8, 8)), np.eye(10)[rng.integers(10, size=640)]
    layers = (
        Layer(registry["conv2d"](8, 3), registry["relu"]()),
        Layer(registry["max_pool"]()),
        Layer(registry["flatten"]()),
        Layer(registry["dense"](10), registry["softmax"]()),
    )
    loss = registry["cross_entropy"]("mean")
    training = Training(Experiment(layers, loss, x[:64], y[:64], 0.01))
    batches = Training(Experiment(layers, loss, x, y, 0.01, batch=64))
    kernels = training.experiment.start["W1"]
    found = timing.compare(
        {
            "engine": lambda: len(training.run(timing.RUN)),
            "batches": lambda: len(batches.run(timing.RUN)),
            "products": timing.repeated(_products(rng), timing.RUN),
            "loops": timing.repeated(lambda: loops(x[:64], kernels)),
        },
        rounds=40,
    )
    return (
        f"conv 8 × 3 × 3, 64 images 8 × 8, pool, dense: {found['engine'] * 1e6:.0f} µs, "
        f"{found['engine'] / found['products']:.2f} × its matrix products "
        f"({found['batches'] * 1e6:.0f} µs if every iteration has 64 others); the forward "
        f"convolution alone with four loops takes {found['loops'] / found['engine']:.0f} × as long"
    )


def _products(rng: np.random.Generator) -> timing.Step:
    """The five products alone: the convolution as one of 8 × 9 with 9 × 2304."""
    columns, W, z = rng.normal(size=(9, 2304)), rng.normal(size=(8, 9)), np.empty((8, 2304))
    rows, d_W = columns.T.copy(), np.empty((8, 9))
    a, V, out = rng.normal(size=(72, 64)), rng.normal(size=(10, 72)), np.empty((10, 64))
    d_V, d_a, a_rows = np.empty((10, 72)), np.empty((72, 64)), rng.normal(size=(64, 72))

    def step() -> None:
        W.dot(columns, z)
        V.dot(a, out)
        out.dot(a_rows, d_V)
        V.T.dot(out, d_a)
        z.dot(rows, d_W)

    return step
