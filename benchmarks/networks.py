"""Experiments for the page and the API, in the form in which they are posted."""

from typing import Any

from engine.data import datasets

Document = dict[str, Any]


def dense(*widths: int) -> Document:
    """Dense layers with tanh and a sigmoid at the end, on four examples."""
    inputs = [[round((i * k % 7) / 7, 3) for i in range(widths[0])] for k in range(1, 5)]
    targets = [[float((i + k) % 2) for i in range(widths[-1])] for k in range(4)]
    layers = [{"kind": "dense", "units": n, "activation": "tanh"} for n in widths[1:-1]]
    layers.append({"kind": "dense", "units": widths[-1], "activation": "sigmoid"})
    return {"layers": layers, "loss": "mse", "inputs": inputs, "targets": targets, "seed": 1}


def circle(*units: int, batch: int | None = None, points: int = 200) -> Document:
    """Dense tanh layers of so many units on so many points of the circle."""
    data = datasets["circle"](examples=points).make(0)  # type: ignore[call-arg]
    return {
        "layers": [{"kind": "dense", "units": n, "activation": "tanh"} for n in units],
        "loss": {"kind": "mse", "reduction": "mean"},
        "inputs": data.inputs.tolist(),
        "targets": data.targets.tolist(),
        "learning_rate": 0.03,
        "batch": batch,
    }
