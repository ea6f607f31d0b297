"""The experiments that lessons begin with, and the two-neuron chain with other numbers."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from engine import Experiment

CHAIN = {"x": 2.0, "w1": 0.8, "b1": -0.2, "w2": -0.6, "b2": 0.4, "eta": 0.5}


def state(name: str, **change: Any) -> Experiment:
    """The experiment of this name in states.json, with fields of its document changed."""
    return Experiment.from_json({**_all()[name], **change})


def chain(rng: np.random.Generator | None = None, **change: float) -> Experiment:
    """Two logistic neurons in a chain with x = 2: on x = 1.5 several mistakes give one number.

    `change` sets x, w1, b1, w2, b2 or eta; a generator draws all the others.
    """
    v = {**(_drawn(rng) if rng else CHAIN), **change}
    return state(
        "11-update-x2",
        inputs=[[v["x"]]],
        parameters={"W1": [[v["w1"]]], "W2": [[v["w2"]]], "b1": [v["b1"]], "b2": [v["b2"]]},
        learning_rate=v["eta"],
    )


def dense(units: int, activation: str) -> dict[str, Any]:
    """A dense layer of a document."""
    return {"kind": "dense", "units": units, "activation": {"kind": activation}}


def tenths(rng: np.random.Generator, low: int, high: int) -> float:
    """A number with one decimal from low/10 to high/10, never 0."""
    return next(k for k in iter(lambda: int(rng.integers(low, high + 1)), None) if k) / 10


def _drawn(rng: np.random.Generator) -> dict[str, float]:
    return {
        "x": tenths(rng, 12, 26),
        "w1": tenths(rng, 3, 12),
        "b1": tenths(rng, -6, 6),
        "w2": tenths(rng, 4, 12) * float(rng.choice([-1, 1])),
        "b2": tenths(rng, -6, 6),
        "eta": float(rng.choice([0.2, 0.5, 2.0])),
    }


@cache
def _all() -> dict[str, Any]:
    return json.loads((files(__package__) / "states.json").read_text("utf-8"))  # type: ignore[no-any-return]
