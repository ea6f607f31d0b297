"""The original's computations told again in JavaScript, run by Node where it is there."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np

SCRIPT = Path(__file__).parents[3] / "benchmarks" / "playground.mjs"
NODE = shutil.which("node")
FEATURES = ("x", "y", "xSquared", "ySquared", "xTimesY", "sinX", "sinY")
RATES = ("0.00001", "0.0001", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1", "3", "10")
PULLS = ("0", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1", "3", "10")


def original(orders: list[Any], *words: str) -> list[Any]:
    """What the script makes of orders."""
    assert NODE
    done = subprocess.run(
        [NODE, str(SCRIPT), *words], input=json.dumps(orders), capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    found: list[Any] = json.loads(done.stdout)
    return found


def random_link(rng: np.random.Generator) -> str:
    """A link with any setting that the page of the original can be brought to."""
    features = [name for name in FEATURES if rng.random() < 0.45] or ["x"]
    hidden = [str(rng.integers(1, 9)) for _ in range(rng.integers(0, 7))]
    said = {
        "activation": rng.choice(["tanh", "relu", "sigmoid", "linear"]),
        "regularization": rng.choice(["none", "L1", "L2"]),
        "batchSize": rng.integers(1, 31),
        "dataset": rng.choice(["circle", "xor", "gauss", "spiral"]),
        "regDataset": rng.choice(["reg-plane", "reg-gauss"]),
        "learningRate": rng.choice(RATES),
        "regularizationRate": rng.choice(PULLS),
        "noise": 5 * rng.integers(0, 11),
        "networkShape": ",".join(hidden),
        "seed": f"{rng.random():.5f}",
        "percTrainData": 10 * rng.integers(1, 10),
        "problem": rng.choice(["classification", "regression"], p=[0.7, 0.3]),
        "initZero": str(rng.random() < 0.1).lower(),
        **{name: str(name in features).lower() for name in FEATURES},
    }
    return "https://playground.tensorflow.org/#" + "&".join(f"{k}={v}" for k, v in said.items())
