"""Damaged links, and whether what we make of one is what the original would read in it."""

import math
from typing import Any

import numpy as np

from engine import Experiment
from engine.playground import ACTIVATIONS, KINDS, BadLink, open_link
from tests.engine.playground.original import random_link

VALUES = (
    "", " ", "NaN", "Infinity", "-1", "0", "1e9", "1e400", "0x10", "4.5", "1_0", "true", "FALSE",
    "false", "%31", "٣", "tanh", "L1", "constructor", "__proto__", "4,2", ",", "4,,2", "-3,2",
    "300", "1,1,1,1,1,1,1,1,1,1,1", "null", "undefined", "5.0", "+7", ".5", "1e-3", "\u00a08",
)  # fmt: skip
NAMES = ("Seed", "BATCHSIZE", "x ", "cosX", "toString", "noise_hide", "foo", "", "x_hide", "seed")


def mutated_links(rng: np.random.Generator, count: int) -> list[str]:
    """Links with fields moved, missing, doubled, renamed, encoded, or with values of every kind."""
    return [_damaged(rng, random_link(rng)) for _ in range(count)]


def _damaged(rng: np.random.Generator, link: str) -> str:
    address, _, text = link.partition("#")
    parts = text.split("&")
    for _ in range(rng.integers(1, 4)):
        k = int(rng.integers(len(parts)))
        name, _, value = parts[k].partition("=")
        match rng.integers(8):
            case 0:
                parts = [parts[n] for n in rng.permutation(len(parts))]
            case 1 if len(parts) > 1:
                del parts[k]
            case 2:
                parts.insert(int(rng.integers(len(parts))), f"{name}={rng.choice(VALUES)}")
            case 3:
                parts[k] = f"{rng.choice(NAMES)}={value}"
            case 4:
                parts[k] = name if rng.random() < 0.5 else f"{name}={value}={rng.choice(VALUES)}"
            case 5:
                parts[k] = parts[k].upper() if rng.random() < 0.5 else parts[k].replace("=", "%3D")
            case _:
                parts[k] = f"{name}={rng.choice(VALUES)}"
    return f"{address}#{'&'.join(parts)}"


def mistake(link: str, told: dict[str, Any] | None) -> str:
    """What is wrong with what becomes of a link; nothing where it is right, or refused with reason.

    `told` is what the original reads in it, None where its page would stop.
    """
    try:
        opened = open_link(link)
    except BadLink as error:
        if not str(error) or (told and error.field and not _reason(told, error.field)):
            return f"refused without a reason: {error}"
        return ""
    if told is None:
        return "opened, though the original stops"
    reasons = [f for f in ("batchSize", "noise", "percTrainData", "networkShape", "x",
                           "learningRate") if _reason(told, f)]  # fmt: skip
    if reasons:
        return f"opened, though {reasons} cannot be meant"
    return _difference(opened.experiment, opened.seed, told)


def _reason(told: dict[str, Any], field: str) -> bool:
    """Whether there is a reason to refuse a link for a field."""
    values = {
        "batchSize": told["batch"], "noise": told["noise"], "percTrainData": told["percent"],
        "learningRate": told["rate"], "regularizationRate": told["pull"],
    }  # fmt: skip
    if field == "networkShape":
        sizes = [float(n) for n in told["hidden"]]
        return len(sizes) > 10 or any(not (n == n // 1 and 1 <= n <= 256) for n in sizes)
    if field == "x":
        return not told["features"]
    if field == "seed":
        return len(told["seed"]) > 80 or not told["seed"].isprintable()
    value = float(values[field])
    if not math.isfinite(value):
        return True
    count = 1200 if told["regression"] else 500
    learned = math.floor(count * float(told["percent"]) / 100) if _share(told) else 0
    within = {
        "batchSize": value == value // 1 and 1 <= value <= max(learned, 1),
        "noise": 0 <= value <= 80,
        "percTrainData": 0 <= value <= 100 and learned > 0,
        "learningRate": value >= 0,
        "regularizationRate": 0 <= value <= 10,
    }
    return not within[field]


def _share(told: dict[str, Any]) -> bool:
    return 0 <= float(told["percent"]) <= 100


def _difference(e: Experiment, seed: str, told: dict[str, Any]) -> str:
    """The first setting that is not as the original has it."""
    assert e.data is not None
    dense = [layer for layer in e.layers if layer.op.kind == "dense"]
    terms = getattr(e.layers[0].op, "terms", "x1, x2").split(", ")
    pull = float(told["pull"]) if told["regularization"] != "none" else 0.0
    kinds = {"L1": "l1_stop", "L2": "l2"}
    penalty = (kinds[told["regularization"]], pull) if pull else None
    count = 1200 if told["regression"] else 500
    expected = {
        "data": (type(e.data.settings), KINDS[told["data"]]),
        "noise": (e.data.settings.noise, float(told["noise"])),  # type: ignore[attr-defined]
        "points": (len(e.inputs), math.floor(count * float(told["percent"]) / 100)),
        "shape": ([layer.op.units for layer in dense], [*map(float, told["hidden"]), 1]),  # type: ignore[attr-defined]
        "activation": (
            {type(layer.activation) for layer in dense[:-1]},
            {ACTIVATIONS[told["activation"]]} if told["hidden"] else set(),
        ),
        "output": (dense[-1].activation.kind, "identity" if told["regression"] else "tanh"),  # type: ignore[union-attr]
        "features": (len(terms), len(told["features"])),
        "batch": (e.batch, float(told["batch"])),
        "rate": (e.learning_rate, float(told["rate"])),
        "penalty": (e.penalty and (e.penalty.kind, e.penalty.strength), penalty),  # type: ignore[attr-defined]
        "seed": (seed, told["seed"] or seed),
        "start": (e.initial.kind, "zeros" if told["zero"] else "seedrandom"),
    }  # fmt: skip
    return ", ".join(
        f"{name}: {ours}, not {theirs}" for name, (ours, theirs) in expected.items()
        if ours != theirs
    )  # fmt: skip
