"""`python benchmarks/costs.py` holds what computations are predicted to take against what they do.

The prediction (app/compute/cost_model.py) decides what is refused and how long a slice is. It is
meant for a core of about 2020; on another, all are off by one factor. So each case is set against a
reference, in prediction and in processor time, and the quotient of the two should be near 1:
below ½ a case takes twice as long as it was said to, above 4 too much is refused.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import thread_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from app.compute import cost_model
from app.compute.cost_model import FUSED
from engine import Experiment
from engine.ops import of_family
from engine.run.answers import used_program
from engine.run.checkpoint import first
from engine.run.evaluation import Evaluation
from engine.run.training import Training

Document = dict[str, object]
SECONDS = 0.15
"""Processor time of a measurement."""
LOW, HIGH = 0.5, 4.0


def main() -> None:
    """Print every case, and how many are off."""
    found = {name: ratios(document) for name, document in cases().items()}
    reference = found["dense 2-8-8-8-1, 200 of 2000"]
    off = 0
    print(f"{'predicted / measured, against the reference':44}", *map("{:>8}".format, reference))
    for name, each in found.items():
        quotients = [each[of] / reference[of] for of in each]
        off += sum(not LOW <= q <= HIGH for q in quotients)
        print(f"{name:44}", *map("{:8.2f}".format, quotients))
    print("of the reference itself:", *(f"{of} {q:.2f}" for of, q in reference.items()))
    print(f"{off} off")


def ratios(document: Document) -> dict[str, float]:
    """Predicted over measured seconds of an iteration as trace and as training, and of a score."""
    experiment = Experiment.from_json(document)
    size = experiment.batch or len(experiment.inputs)
    program = experiment.program(size)
    training = Training(experiment)

    part = min(cost_model.examples_in(used_program(experiment, 1), 0.001), len(experiment.inputs))
    data = experiment.inputs[:part], experiment.targets[:part]
    evaluation, values = Evaluation(experiment, *data), first(experiment).values
    scored = cost_model.score(used_program(experiment, 1), part)
    return {
        "trace": cost_model.iteration(program) / measured(training.look),
        "train": cost_model.iteration(program, FUSED) / measured(lambda: training.run(1)),
        "score": scored / measured(lambda: evaluation(values)),
    }


def measured(act: Callable[[], object]) -> float:
    """Processor seconds of a call, the least of many: what else runs only adds to it."""
    act()
    least, end = float("inf"), thread_time() + SECONDS
    while (begin := thread_time()) < end:
        act()
        least = min(least, thread_time() - begin)
    return least


def cases() -> dict[str, Document]:
    """Networks of all kinds, by what they are."""
    found = {
        "dense 2-8-8-8-1, 200 of 2000": dense(2, (8, 8, 8, 1), 2000, batch=200),
        "dense 1-1, 1": dense(1, (1,), 1),
        "dense 2-4-4-1, 10 of 200": dense(2, (4, 4, 1), 200, batch=10),
        "dense 12 x 16, 100 of 2000": dense(2, (16,) * 12, 2000, batch=100),
        "dense 12 x 60, 30": dense(2, (60,) * 12, 30),
        "dense 256-150-10, 100": dense(256, (150, 10), 100),
        "dense 64-32-10 softmax, 500": dense(64, (32, 10), 500, last="softmax"),
        "conv 3 x 3, 8 of 16 x 16, 20": images(conv(8, 3), n=20),
        "conv 7 x 7, 8 of 16 x 16, 20": images(conv(8, 7), n=20),
        "conv 3 x 3 twice, 20": images(conv(8, 3), conv(8, 3), n=20),
        "max pool 2, 20": images(conv(4, 3), pool("max_pool", 2), n=20),
        "max pool 3 by 1, 20": images(conv(4, 3), pool("max_pool", 3, stride=1), n=20),
        "avg pool 2, 20": images(conv(4, 3), pool("avg_pool", 2), n=20),
        "dropout 64, 300": dense(2, (64,), 300, between=[{"kind": "dropout", "rate": 0.5}]),
    }
    for kind in of_family("activation"):
        found[f"{kind} 2-100-100-1, 400"] = dense(2, (100, 100, 1), 400, activation=kind)
    for kind in of_family("optimizer"):
        found[f"{kind} 200-200-1, 5"] = dense(200, (200, 1), 5, optimizer=kind)
    return found


def dense(
    width: int, units: tuple[int, ...], n: int, activation: str = "tanh", last: str = "",
    between: list[Document] | None = None, **more: object,
) -> Document:  # fmt: skip
    """Dense layers on n examples."""
    layers: list[Document] = []
    for u in units:
        layers += [{"kind": "dense", "units": u, "activation": activation}, *(between or [])]
    if between:
        layers.append({"kind": "dense", "units": 1})
    if last:
        layers[-1]["activation"] = last
    outputs = int(str(layers[-1]["units"]))
    inputs = [[((7 * i + 3 * k) % 11) / 11 for i in range(width)] for k in range(n)]
    targets = [[1.0] + [0.0] * (outputs - 1)] * n
    return {"layers": layers, "loss": "mse", "inputs": inputs, "targets": targets,
            "learning_rate": 1e-6, **more}  # fmt: skip


def images(*layers: Document, n: int, side: int = 16) -> Document:
    """Layers on n images, and a unit behind them."""
    last: list[Document] = [{"kind": "flatten"}, {"kind": "dense", "units": 1}]
    row = [((3 * k) % 7) / 7 for k in range(side)]
    return {"layers": [*layers, *last], "loss": "mse", "inputs": [[[row] * side]] * n,
            "targets": [[1.0]] * n, "learning_rate": 1e-6}  # fmt: skip


def conv(filters: int, kernel: int) -> Document:
    """A convolution with relu."""
    return {"kind": "conv2d", "filters": filters, "kernel": kernel, "activation": "relu"}


def pool(kind: str, kernel: int, **more: object) -> Document:
    """A pool."""
    return {"kind": kind, "kernel": kernel, **more}


if __name__ == "__main__":
    main()
