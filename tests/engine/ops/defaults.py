"""Defaults of numbers, as the frameworks that docs/model.md names have them."""

DEFAULTS: dict[str, dict[str, float]] = {
    "adagrad": {"accumulator": 0.0, "epsilon": 1e-10},
    "adam": {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-08},
    "adamw": {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-08, "decay": 0.01},
    "clip_norm": {"limit": 1.0},
    "clip_value": {"limit": 1.0},
    "constant": {"value": 0.1},
    "cosine": {"least": 0.0},
    "decoupled": {"strength": 0.01},
    "dropout": {"rate": 0.5},
    "elu": {"alpha": 1.0},
    "l1": {"strength": 0.01},
    "l1_stop": {"strength": 0.01},
    "l2": {"strength": 0.01},
    "leaky_relu": {"alpha": 0.01},
    "momentum": {"mu": 0.9},
    "nesterov": {"mu": 0.9},
    "normal": {"mean": 0.0, "deviation": 1.0},
    "rmsprop": {"alpha": 0.99, "epsilon": 1e-08},
    "step_decay": {"gamma": 0.5},
    "uniform": {"low": -0.5, "high": 0.5},
}
