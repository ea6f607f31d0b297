"""An experiment made of a link beside the values of the original."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from engine import Training
from engine.playground import from_playground
from engine.run.evaluation import Evaluation

EPOCHS = [0, 1, 2, 10]
NUDGE = 2.0**-51
CLOSE = 1e-9
"""Relative to the largest weight, or to the loss."""
APART = 1_000
"""How many times the effect of another rounding of each update all others may have: each update
is made of some hundreds."""
HUGE = 1e100


@dataclass(frozen=True)
class Compared:
    """What is wrong, if anything, and whether training was so chaotic that digits were lost."""

    wrong: str
    chaotic: bool


def compare(link: str, told: dict[str, Any], nudged: dict[str, Any]) -> Compared:
    """Points and starting weights to 1e-15; then weights and losses, epoch by epoch."""
    e = from_playground(link)
    assert e.data is not None
    for part, points in ((e.data.training, told["train"]), (e.data.held_out, told["test"])):
        expected = np.array([[p["x"], p["y"], p["label"]] for p in points])
        found = np.hstack(part) if part else np.empty((0, 3))
        if found.shape != expected.shape or (len(found) and abs(found - expected).max() > 1e-15):
            return Compared("points", chaotic=False)
    training, done, chaotic = Training(e), 0, False
    for epoch in EPOCHS:
        training.run((epoch - done) * e.batches.per_epoch)
        done = epoch
        expected, aside = (_numbers(t["at"][str(epoch)]) for t in (told, nudged))
        if not np.isfinite(expected).all() or abs(expected).max() > HUGE:
            late = training.diverged is None and np.isfinite(_found(e, training)).all()
            small = late and abs(_found(e, training)).max() < HUGE**0.5
            return Compared("it does not diverge" if small else "", chaotic=True)
        if training.diverged is not None:
            return Compared(f"diverged before epoch {epoch}", chaotic)
        size = np.maximum(abs(expected), abs(expected[:-2]).max(initial=1e-3))
        size[-2:] = abs(expected[-2:])
        apart = (abs(_found(e, training) - expected) / size).max()
        allowed = APART * (abs(aside - expected) / size).max()
        if epoch == 0 and (abs(_found(e, training) - expected)[:-2] > 1e-15).any():
            return Compared("starting weights", chaotic)
        if apart > max(CLOSE, allowed):
            return Compared(f"{apart:.1e} apart after epoch {epoch}", chaotic)
        chaotic |= bool(apart > CLOSE)
    return Compared("", chaotic)


def _numbers(at: dict[str, Any]) -> np.ndarray:
    """Weights and biases, layer by layer, and both losses."""
    flat = [float(v) for layer in at["params"] for row in (*layer["W"], layer["b"]) for v in row]
    return np.array([*flat, float(at["train"]), float(at["test"])])


def _found(e: Any, training: Training) -> np.ndarray:
    """The same of ours."""
    program, values = e.program(1), training.checkpoint.values
    count = sum(program.tensors[name].size for name in program.parameters)
    losses = [Evaluation(e, *part)(values).loss for part in (e.data.training, e.data.held_out)]
    return np.array([*values[:count], *losses])
