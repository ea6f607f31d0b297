"""Grades random submissions: right ones must raise no alarm, of buggy ones no wrong name is told.

python -m tools.gradings [how many of each] [seed]
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from engine import Experiment, Layer, Trace, registry, trace
from engine.explain.explanations import CONVENTIONAL
from engine.explain.grading import Grading, grade
from engine.program.buggy_program import fitting

OPS: Any = registry
DASHES = "-−–"
KINDS = {
    "bent": ("sigmoid", "tanh"),
    "loss": ("half_sse", "sse", "mse"),
    "optimizer": ("sgd", "momentum", "adam"),
}


def main() -> None:
    """Grade and count; ends with 1 if a right one raised an alarm or a name was wrong."""
    count, seed = (int(a) for a in [*sys.argv[1:], "2000", "0"][:2])
    alarms = sum(g.first_wrong is not None for g in right_ones(count, seed))
    told = Counter(judged(*pair) for pair in buggy_ones(count, seed))
    print(f"right submissions: {count}, false alarms: {alarms}")
    print(f"buggy submissions: {count}: {dict(told)}")
    raise SystemExit(bool(alarms or told["wrong name"]))


def right_ones(count: int, seed: int) -> Iterator[Grading]:
    """Gradings of right numbers, rounded at the end or at every step."""
    rng = np.random.default_rng([seed, 1])
    for _ in range(count):
        e, k = random_network(rng), int(rng.integers(3))
        yield grade(e, handed_in(rng, trace(e, k)), k)


def buggy_ones(count: int, seed: int) -> Iterator[tuple[str, Grading]]:
    """A bug and the grading of what it gives."""
    rng = np.random.default_rng([seed, 2])
    for _ in range(count):
        e = random_network(rng)
        bug = str(rng.choice(list(fitting(e.program(e.batches.largest)))))
        yield bug, grade(e, handed_in(rng, trace(replace(e, bugs=(bug,)))))


def judged(bug: str, found: Grading) -> str:
    """What was told of a buggy submission."""
    if not found.first_wrong:
        return "cannot be told from right"
    if found.conventions and bug in CONVENTIONAL:
        return "named as a convention"
    if any(bug in names for names in found.bugs):
        return "named" if len(found.explanations) == 1 else "named among others"
    if found.bugs:
        return "wrong name"
    return "a convention" if found.conventions else "not named"


def handed_in(rng: np.random.Generator, done: Trace) -> dict[str, Any]:
    """Numbers of an iteration as people hand them in: 2 to 6 digits, some tensors, some cells."""
    digits, chained = int(rng.integers(2, 7)), bool(rng.random() < 0.5)
    share, vector = float(rng.uniform(0.3, 1.0)), done.vector.copy()
    tensors, answers = done.program.tensors, {}
    for step in done.program.steps:
        view = tensors[step.writes].view(vector)
        if chained:
            step.method(view, *(tensors[n].view(vector) for n in step.reads.values()))
        if rng.random() > share:
            continue
        rounded = np.vectorize(lambda x: float(f"{x:.{digits - 1}e}"))(view)
        if chained:
            view[...] = rounded
        answers[step.writes] = _written(rng, rounded, digits, 0.0 if chained else 0.2)
    return answers or handed_in(rng, done)


def _written(rng: np.random.Generator, values: Any, digits: int, left_out: float) -> Any:
    if values.ndim:
        return [_written(rng, row, digits, left_out) for row in values]
    if rng.random() < left_out:
        return None
    value = float(values)
    if rng.random() < 0.5:
        return value
    text = f"{value:.{digits - 1}e}" if rng.random() < 0.5 else repr(value).removesuffix(".0")
    text = text.replace("-", str(rng.choice(list(DASHES))))
    return text.replace(".", ",") if rng.random() < 0.5 else text


def random_network(rng: np.random.Generator) -> Experiment:
    """Two or three layers of many kinds, with all parameters away from 0."""
    bent, loss, optimizer = (str(rng.choice(KINDS[k])) for k in ("bent", "loss", "optimizer"))
    width, outputs, count = (int(rng.integers(low, 4)) for low in (2, 1, 1))
    hidden = str(rng.choice([bent, "relu"]))
    layers = [_dense(width, hidden)]
    if rng.random() < 0.4:
        layers.append(_dense(width, bent))
    classes = rng.random() < 0.3
    outputs = max(2, outputs) if classes else outputs
    layers.append(_dense(outputs, "softmax" if classes else bent))
    reduction = str(rng.choice(["sum", "mean"]))
    inputs = rng.uniform(0.3, 2.0, (count, width)) * rng.choice([-1, 1], (count, width))
    targets = rng.uniform(0.1, 0.9, (count, outputs))
    if classes:
        loss, targets = "cross_entropy", np.eye(outputs)[rng.integers(outputs, size=count)]
    made = Experiment(
        tuple(layers), OPS[loss](reduction), inputs, targets,
        optimizer=OPS[optimizer](), learning_rate=float(rng.choice([0.1, 0.5])),
    )  # fmt: skip
    shapes = made.network.shapes.items()
    drawn = {n: rng.uniform(0.1, 1.0, s) * rng.choice([-1, 1], s) for n, s in shapes}
    return replace(made, parameters={n: np.round(v, 2) for n, v in drawn.items()})


def _dense(units: int, activation: str) -> Layer:
    return Layer(OPS["dense"](units), OPS[activation]())


if __name__ == "__main__":
    main()
