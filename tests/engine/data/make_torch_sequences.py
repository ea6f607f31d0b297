"""Writes torch_sequences.json: what PyTorch makes of a small network by each optimizer, and of its
norms.

Run by hand where PyTorch is installed, from the root of the repository:
`python tests/engine/data/make_torch_sequences.py`. Nothing of this project is imported, so the
numbers are PyTorch's alone: float64, on one thread.
"""

import json
from pathlib import Path

import torch

KEPT = [1, 2, 3, 10, 25, 50]
EXPERIMENT = {
    "layers": [
        {"kind": "dense", "units": 3, "activation": {"kind": "tanh"}},
        {"kind": "dense", "units": 2, "activation": {"kind": "identity"}},
    ],
    "loss": {"kind": "mse", "reduction": "mean"},
    "learning_rate": 0.05,
    "frozen": ["b1"],
    "parameters": {
        "W1": [[0.5, -0.3], [0.8, 0.2], [-0.6, 0.9]],
        "b1": [0.1, -0.2, 0.3],
        "W2": [[0.7, -0.4, 0.25], [-0.15, 0.6, 0.35]],
        "b2": [0.05, -0.1],
    },
    "inputs": [[0.4, -0.7], [1.2, 0.3], [-0.5, 0.9], [0.1, -1.5]],
    "targets": [[1.0, -2.0], [0.5, 3.0], [-1.5, 0.25], [2.0, 1.0]],
}
RUNS = {
    "sgd": ({"optimizer": "sgd"}, "SGD", {}),
    "momentum": ({"optimizer": "momentum"}, "SGD", {"momentum": 0.9}),
    "nesterov": (
        {"optimizer": {"kind": "nesterov", "mu": 0.8}},
        "SGD",
        {"momentum": 0.8, "nesterov": True},
    ),
    "adagrad": (
        {"optimizer": {"kind": "adagrad", "accumulator": 0.5}},
        "Adagrad",
        {"initial_accumulator_value": 0.5},
    ),
    "rmsprop": ({"optimizer": "rmsprop"}, "RMSprop", {}),
    "adam": ({"optimizer": "adam"}, "Adam", {}),
    "nadam": ({"optimizer": "nadam"}, "NAdam", {}),
    "adamw": ({"optimizer": {"kind": "adamw", "decay": 0.2}}, "AdamW", {"weight_decay": 0.2}),
    "sgd-l2": (
        {"optimizer": "sgd", "penalty": {"kind": "l2", "strength": 0.3}},
        "SGD",
        {"weight_decay": 0.3},
    ),
    "adam-l2": (
        {"optimizer": "adam", "penalty": {"kind": "l2", "strength": 0.3}},
        "Adam",
        {"weight_decay": 0.3},
    ),
    "adam-decoupled": (
        {"optimizer": "adam", "penalty": {"kind": "decoupled", "strength": 0.3}},
        "AdamW",
        {"weight_decay": 0.3},
    ),
    "clip-norm": ({"clip": {"kind": "clip_norm", "limit": 0.5}}, "SGD", {}),
    "clip-value": (
        {"optimizer": "adam", "clip": {"kind": "clip_value", "limit": 0.1}},
        "Adam",
        {},
    ),
    "clip-norm-l2": (
        {
            "optimizer": "momentum",
            "clip": {"kind": "clip_norm", "limit": 0.5},
            "penalty": {"kind": "l2", "strength": 0.1},
        },
        "SGD",
        {"momentum": 0.9, "weight_decay": 0.1},
    ),
    "step-decay": ({"schedule": {"kind": "step_decay", "every": 7, "gamma": 0.5}}, "SGD", {}),
    "cosine": (
        {"optimizer": "adam", "schedule": {"kind": "cosine", "period": 20, "least": 0.001}},
        "Adam",
        {},
    ),
}
NORMS = {
    "layers": [
        {"kind": "dense", "units": 3, "activation": {"kind": "tanh"}},
        {"kind": "batch_norm"},
        {"kind": "layer_norm"},
        {"kind": "dense", "units": 2, "activation": {"kind": "identity"}},
    ],
    "frozen": [],
    "parameters": {
        "W1": EXPERIMENT["parameters"]["W1"],
        "b1": EXPERIMENT["parameters"]["b1"],
        "g2": [1.5, 0.5, -1.0],
        "b2": [0.1, 0.2, -0.3],
        "g3": [0.8, 1.2, 1.0],
        "b3": [-0.1, 0.0, 0.4],
        "W4": EXPERIMENT["parameters"]["W2"],
        "b4": EXPERIMENT["parameters"]["b2"],
    },
}
"""What differs from EXPERIMENT."""


def main() -> None:
    """Run everything and write the file beside this one."""
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    runs = [
        {"name": name, "update": update, "after": after(update, optimizer, settings)}
        for name, (update, optimizer, settings) in RUNS.items()
    ]
    note = "Parameters after k updates; made by make_torch_sequences.py"
    document = {"note": note, "torch": torch.__version__, "experiment": EXPERIMENT, "runs": runs}
    document |= {"norms": NORMS, "after_norms": after_norms()}
    path = Path(__file__).with_name("torch_sequences.json")
    path.write_text(json.dumps(document) + "\n", "utf-8")


def after(update: dict, optimizer: str, settings: dict) -> dict[str, dict[str, list]]:
    """The parameters after each number of updates in KEPT."""
    values = {name: torch.tensor(v) for name, v in EXPERIMENT["parameters"].items()}
    trained = [n for n in values if n not in EXPERIMENT["frozen"]]
    for name in trained:
        values[name].requires_grad_()
    inputs, targets = (torch.tensor(EXPERIMENT[k]) for k in ("inputs", "targets"))
    moved = [values[name] for name in trained]
    rule = getattr(torch.optim, optimizer)(moved, lr=EXPERIMENT["learning_rate"], **settings)
    schedule = scheduled(rule, update.get("schedule"))
    clip = update.get("clip", {})
    found = {}
    for k in range(1, max(KEPT) + 1):
        rule.zero_grad()
        hidden = torch.tanh(inputs @ values["W1"].T + values["b1"])
        torch.nn.functional.mse_loss(hidden @ values["W2"].T + values["b2"], targets).backward()
        if clip.get("kind") == "clip_norm":
            torch.nn.utils.clip_grad_norm_(moved, clip["limit"])
        elif clip:
            torch.nn.utils.clip_grad_value_(moved, clip["limit"])
        rule.step()
        if schedule:
            schedule.step()
        if k in KEPT:
            found[str(k)] = {name: v.detach().tolist() for name, v in values.items()}
    return found


def after_norms() -> dict[str, dict[str, list]]:
    """Parameters and running values of NORMS after each number of updates in KEPT."""
    v = {name: torch.tensor(x, requires_grad=True) for name, x in NORMS["parameters"].items()}
    inputs, targets = (torch.tensor(EXPERIMENT[k]) for k in ("inputs", "targets"))
    running = {"running_mean2": torch.zeros(3), "running_var2": torch.ones(3)}
    rule, found, norms = torch.optim.SGD(v.values(), lr=0.05), {}, torch.nn.functional
    for k in range(1, max(KEPT) + 1):
        rule.zero_grad()
        x = torch.tanh(inputs @ v["W1"].T + v["b1"])
        x = norms.batch_norm(x, *running.values(), v["g2"], v["b2"], training=True)
        x = norms.layer_norm(x, (3,), v["g3"], v["b3"])
        norms.mse_loss(x @ v["W4"].T + v["b4"], targets).backward()
        rule.step()
        if k in KEPT:
            found[str(k)] = {name: x.detach().tolist() for name, x in (v | running).items()}
    return found


def scheduled(rule: torch.optim.Optimizer, given: dict | None):
    """PyTorch's schedule of the same meaning."""
    if given is None:
        return None
    kinds = torch.optim.lr_scheduler
    if given["kind"] == "step_decay":
        return kinds.StepLR(rule, given["every"], given["gamma"])
    return kinds.CosineAnnealingLR(rule, given["period"], given["least"])


if __name__ == "__main__":
    main()
