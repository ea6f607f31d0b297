"""Random experiments over images: convolutions, pools, dropout, flatten and skip connections."""

import numpy as np

from engine import Experiment, Layer
from engine.op import LayerOp
from engine.ops import of_family
from tests.engine.networks import ACTIVATIONS, LOSSES, PAIRS, random_op

LAYERS = of_family("layer")
ON_IMAGES = [k for k in ACTIVATIONS if k != "softmax"]


def random_graph(rng: np.random.Generator, *needed: str, loss: str | None = None) -> Experiment:
    """A network on images that has every kind of layer that is needed."""
    while True:
        made = _draw(rng, loss)
        if {*needed} <= {layer.op.kind for layer in made.layers}:
            return made


def _draw(rng: np.random.Generator, loss: str | None) -> Experiment:
    shapes = [tuple(map(int, (rng.integers(1, 3), rng.integers(3, 6), rng.integers(3, 6))))]
    layers: list[Layer] = []
    for _ in range(rng.integers(1, 5)):
        _put(layers, shapes, _on_image(rng, shapes), rng)
    _put(layers, shapes, LAYERS["flatten"](), rng)
    for _ in range(rng.integers(0, 3)):
        _put(layers, shapes, _on_row(rng, shapes), rng)
    last, loss = PAIRS[rng.choice([k for k, p in enumerate(PAIRS) if loss in (None, p[1])])]
    units = int(rng.integers(2, 4))
    layers.append(Layer(LAYERS["dense"](units), random_op(rng, last)))
    least, most = np.clip(LOSSES[loss].domain, -2, 2)
    batch = int(rng.integers(1, 4))
    made = Experiment(
        layers=tuple(layers),
        loss=random_op(rng, loss),
        inputs=rng.normal(size=(batch, *shapes[0])),
        targets=rng.uniform(least, most, (batch, units)),
        learning_rate=float(10 ** rng.uniform(-3, 0)),
        seed=int(rng.integers(1000)),
        input_gradient=bool(rng.random() < 0.5),
    )
    # A bias of 0 would leave many z at 0, where a kink is.
    biases = {n: rng.normal(0, 0.3, v.shape) for n, v in made.start.items() if v.ndim == 1}
    return Experiment(**{**vars_of(made), "parameters": made.start | biases})


def vars_of(made: Experiment) -> dict:
    """The fields of an experiment."""
    return {name: getattr(made, name) for name in Experiment.__dataclass_fields__}


def _put(layers: list[Layer], shapes: list[tuple], op: LayerOp, rng: np.random.Generator) -> None:
    kind = str(rng.choice(ON_IMAGES)) if op.parameters else None
    layers.append(Layer(op, kind and random_op(rng, kind)))
    shapes.append(op.shapes(shapes[-1])[op.output])


def _on_image(rng: np.random.Generator, shapes: list[tuple]) -> LayerOp:
    channels, *sides = shapes[-1]
    past = _past(shapes)
    kind = str(rng.choice(["conv2d", "keep", "max_pool", "avg_pool", "dropout", "add"]))
    if kind == "add" and past:
        return LAYERS["add"](int(rng.choice(past)))
    if kind == "dropout":
        return LAYERS["dropout"](float(rng.uniform(0, 0.8)))
    if kind.endswith("pool") and min(sides) > 1:
        return LAYERS[kind](int(rng.integers(1, min(sides))), int(rng.integers(1, 3)))
    if kind == "conv2d":
        kernel = int(rng.integers(1, min(*sides, 3) + 1))
        padding = int(rng.integers(0, kernel))
        return LAYERS["conv2d"](int(rng.integers(1, 4)), kernel, int(rng.integers(1, 3)), padding)
    return LAYERS["conv2d"](channels, 3, 1, 1)  # of the same shape, so that a skip may follow


def _on_row(rng: np.random.Generator, shapes: list[tuple]) -> LayerOp:
    past = _past(shapes)
    kind = str(rng.choice(["dense", "dropout", "add"]))
    if kind == "add" and past:
        return LAYERS["add"](int(rng.choice(past)))
    if kind == "dropout":
        return LAYERS["dropout"](float(rng.uniform(0, 0.8)))
    return LAYERS["dense"](*shapes[-1])


def _past(shapes: list[tuple]) -> list[int]:
    """Places of earlier layers with the shape of the last."""
    return [k - 1 for k, shape in enumerate(shapes[:-1]) if shape == shapes[-1]]
