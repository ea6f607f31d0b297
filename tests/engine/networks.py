"""Random experiments over everything that is registered."""

import numpy as np

from engine import Experiment, Layer, registry
from engine.op import Op
from engine.ops import of_family

ACTIVATIONS, LOSSES = of_family("activation"), of_family("loss")


def fits(activation: type[Op], loss: type[Op]) -> bool:
    """Whether a loss can take what an activation gives."""
    (low, high), (least, most) = activation.range, loss.domain
    return least <= low and high <= most


PAIRS = [(a, e) for a in ACTIVATIONS for e in LOSSES if fits(ACTIVATIONS[a], LOSSES[e])]


def random_op(rng: np.random.Generator, kind: str, **given) -> Op:
    """An op of this kind with random hyperparameters within their bounds."""
    settings = dict(given)
    for name, field in registry[kind].schema()["properties"].items():
        if name == "kind" or name in settings:
            continue
        if "enum" in field:
            settings[name] = str(rng.choice(field["enum"]))
        elif field["type"] == "string":
            settings[name] = field["default"]
        elif field["type"] == "boolean":
            settings[name] = bool(rng.random() < 0.5)
        else:
            drawn = rng.uniform(field["minimum"], field["maximum"])
            settings[name] = float(drawn) if field["type"] == "number" else round(drawn)
    return registry[kind](**settings)


def random_experiment(
    rng: np.random.Generator, activation: str | None = None, loss: str | None = None, **update: str
) -> Experiment:
    """Depth 1 to 4, widths 1 to 6, batch 1 to 5; the last activation and the loss may be given.

    `update` gives kinds for optimizer, schedule, clip and penalty; else plain descent.
    """
    fitting = [p for p in PAIRS if activation in (None, p[0]) and loss in (None, p[1])]
    last, loss = fitting[rng.integers(len(fitting))]
    depth, batch, width = rng.integers(1, 5), rng.integers(1, 6), int(rng.integers(1, 7))
    inputs = rng.normal(size=(batch, width))
    layers, parameters = [], {}
    for k in range(1, depth + 1):
        kind = last if k == depth else str(rng.choice(list(ACTIVATIONS)))
        # One unit alone under softmax is always 1, its gradient 0 and nothing to compare.
        units = int(rng.integers(2 if kind == "softmax" else 1, 7))
        layers.append(Layer(registry["dense"](units), random_op(rng, kind)))
        bound = (6 / (width + units)) ** 0.5
        parameters[f"W{k}"] = rng.uniform(-bound, bound, (units, width))
        parameters[f"b{k}"] = rng.normal(0, 0.3, units)
        width = units
    least, most = np.clip(LOSSES[loss].target_range(), -2, 2)
    return Experiment(
        layers=tuple(layers),
        loss=random_op(rng, loss),
        inputs=inputs,
        targets=rng.uniform(least, most, (batch, width)),
        learning_rate=float(10 ** rng.uniform(-3, 1)),
        parameters=parameters,
        frozen=frozenset(name for name in parameters if rng.random() < 0.3),
        **{family: random_op(rng, kind) for family, kind in update.items()},
    )
