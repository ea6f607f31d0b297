"""Random networks of every kind of layer there is, on images and rows, with branches that meet.

Nothing here lists kinds: an op is drawn with small settings, put where its own `shapes` takes it,
and tried again where not.
"""

from dataclasses import replace

import numpy as np
import pytest

from engine import Experiment, Layer
from engine.families.layer import LayerOp
from engine.op import Shape
from engine.ops import of_family
from tests.engine.networks import ACTIVATIONS, LOSSES, PAIRS, random_op

LAYERS = of_family("layer")
TRIES = 500
SMALL = 4
"""Settings that count something are drawn no larger."""


def random_graph(rng: np.random.Generator, *needed: str, loss: str | None = None) -> Experiment:
    """A network that has every kind of layer that is needed; fails by name where none is found."""
    for _ in range(TRIES):
        made = _draw(rng, needed, loss)
        if made and {*needed} <= {layer.op.kind for layer in made.layers}:
            return made
    pytest.fail(f"no network with {', '.join(needed)} came about in {TRIES} tries")


def _draw(rng: np.random.Generator, needed: tuple[str, ...], loss: str | None) -> Experiment | None:
    if rng.random() < 0.6:
        shapes: list[Shape] = [tuple(map(int, rng.integers((1, 3, 3), (3, 6, 6))))]
    else:
        shapes = [(int(rng.integers(2, 6)),)]
    layers: list[Layer] = []
    for _ in range(rng.integers(1, 6)):
        layer = _layer(rng, shapes, needed)
        if layer:
            _put(layers, shapes, layer)
    if len(shapes[-1]) > 1:
        _put(layers, shapes, Layer(LAYERS["flatten"]()))
    last, loss = PAIRS[rng.choice([k for k, p in enumerate(PAIRS) if loss in (None, p[1])])]
    units = int(rng.integers(2, 4))
    _put(layers, shapes, Layer(LAYERS["dense"](units), random_op(rng, last)))
    layers = _read(layers)
    least, most = np.clip(LOSSES[loss].target_range(), -2, 2)
    batch = max(int(rng.integers(1, 4)), *_fewest(layers, shapes[0]))
    made = Experiment(
        layers=tuple(layers),
        loss=random_op(rng, loss),
        inputs=rng.normal(size=(batch, *shapes[0])),
        targets=rng.uniform(least, most, (batch, units)),
        learning_rate=float(10 ** rng.uniform(-3, 0)),
        seed=int(rng.integers(1000)),
        input_gradient=bool(rng.random() < 0.5),
    )
    # What begins alike would leave many z at 0, where a kink is.
    alike = [n for n, v in made.start.items() if np.ptp(v) == 0]
    drawn = {n: rng.normal(0, 0.3, made.start[n].shape) + (made.start[n] == 1) for n in alike}
    return replace(made, parameters={**made.start, **drawn})


def _layer(rng: np.random.Generator, shapes: list[Shape], needed: tuple[str, ...]) -> Layer | None:
    """A layer that takes what is there."""
    for _ in range(TRIES):
        kinds = needed if needed and rng.random() < 0.3 else [*LAYERS]
        kind = str(rng.choice(kinds))
        op = small_op(rng, kind)
        if op.sources:
            op = replace(op, **{f: None for f in vars(op) if getattr(op, f) == op.sources[0]})
        reads = _reads(rng, op, len(shapes))
        if len(reads) < 1 + op.many or not _fits(op, [shapes[r + 1] for r in reads]):
            continue
        activation = None
        if op.activated or rng.random() < 0.2:
            cells = op.shapes(*(shapes[r + 1] for r in reads))[op.output]
            mixes = len(cells) == 1 and cells[0] > 1  # one cell of softmax is always 1
            names = [k for k in ACTIVATIONS if mixes or ACTIVATIONS[k].wiring == "same"]
            activation = random_op(rng, str(rng.choice(names)))
        plain = reads == (len(shapes) - 2,) and rng.random() < 0.5
        return Layer(op, activation, None if plain else reads)
    return None


def small_op(rng: np.random.Generator, kind: str) -> LayerOp:
    """A layer op with settings that suit small networks; one that cannot be made is drawn anew."""
    while True:
        try:
            op = random_op(rng, kind)
            whole = [n for n, v in op.to_json().items() if type(v) is int and v > 0]
            return replace(op, **{name: int(rng.integers(0, SMALL)) for name in whole})
        except ValueError:
            continue


def _reads(rng: np.random.Generator, op: LayerOp, count: int) -> tuple[int, ...]:
    """Places it might read: most of all the last."""
    most = min(count, int(rng.integers(2, 4))) if op.many else 1
    others = rng.permutation(count - 1)[: most - 1] if most else []
    last = count - 1 if op.many or rng.random() < 0.7 else int(rng.integers(count))
    return tuple(int(place) - 1 for place in (last, *others))


def _fits(op: LayerOp, shapes: list[Shape]) -> bool:
    try:
        return all(min(shape, default=1) > 0 for shape in op.shapes(*shapes).values())
    except ValueError:
        return False


def _put(layers: list[Layer], shapes: list[Shape], layer: Layer) -> None:
    read = [shapes[source + 1] for source in layer.sources(len(layers))]
    layers.append(layer)
    shapes.append(layer.op.shapes(*read)[layer.op.output])


def _read(layers: list[Layer]) -> list[Layer]:
    """The layers that lead to the last, at their new places."""
    needed = {len(layers) - 1}
    for k in reversed(range(len(layers))):
        if k in needed:
            needed |= set(layers[k].sources(k))
    kept = [k for k in range(len(layers)) if k in needed]
    place = {-1: -1} | {old: new for new, old in enumerate(kept)}
    found = []
    for new, old in enumerate(kept):
        reads: tuple[int, ...] | None = tuple(place[s] for s in layers[old].sources(old))
        if layers[old].reads is None and reads == (new - 1,):
            reads = None
        found.append(replace(layers[old], reads=reads))
    return found


def _fewest(layers: list[Layer], shape: Shape) -> list[int]:
    shapes, found = [shape], [1]
    for layer in layers:
        read = shapes[layer.sources(len(shapes) - 1)[0] + 1]
        found.append(layer.op.fewest(read))
        _put([*layers[: len(shapes) - 1]], shapes, layer)
    return found
