"""TensorFlow Playground: its links become experiments with the same numbers.

>>> from engine.playground import from_playground
>>> e = from_playground("https://playground.tensorflow.org/#dataset=xor&networkShape=2&seed=0.5")
>>> e.data.settings.kind, len(e.inputs), e.start["W1"].round(6).tolist()
('playground_xor', 250, [[0.15073, 0.244804], [-0.152286, -0.193486]])

How the original behaves is told in docs/playground.md.
"""

import math
import secrets
from dataclasses import dataclass

from engine.data.dataref import DataRef
from engine.data.generators.playground_circle import PlaygroundCircle
from engine.data.generators.playground_gauss import PlaygroundGauss
from engine.data.generators.playground_hills import PlaygroundHills
from engine.data.generators.playground_plane import PlaygroundPlane
from engine.data.generators.playground_spiral import PlaygroundSpiral
from engine.data.generators.playground_xor import PlaygroundXor
from engine.data.playground_points import PlaygroundData
from engine.experiment.value import Experiment, Layer
from engine.families.activation import ActivationOp
from engine.families.initial import InitialOp
from engine.families.penalty import PenaltyOp
from engine.ops.activations.identity import Identity
from engine.ops.activations.relu import Relu
from engine.ops.activations.sigmoid import Sigmoid
from engine.ops.activations.tanh import Tanh
from engine.ops.initial.distributions import Constant, Zeros
from engine.ops.initial.seedrandom import Seedrandom
from engine.ops.layers.dense import Dense
from engine.ops.layers.features import Features
from engine.ops.losses.half_sse import HalfSse
from engine.ops.penalties.l1_stop import L1Stop
from engine.ops.penalties.l2 import L2
from engine.playground.fields import FEATURES, BadLink, Fields, Note, named, read
from engine.random.seed import LENGTH
from engine.validation.validate import InvalidExperiment

__all__ = ["BadLink", "Note", "Opened", "from_playground", "named", "open_link"]

KINDS: dict[str, type[PlaygroundData]] = {
    "circle": PlaygroundCircle,
    "xor": PlaygroundXor,
    "gauss": PlaygroundGauss,
    "spiral": PlaygroundSpiral,
    "reg-plane": PlaygroundPlane,
    "reg-gauss": PlaygroundHills,
}
"""Their data sets → our kinds of data."""
ACTIVATIONS: dict[str, type[ActivationOp]] = {
    "tanh": Tanh, "relu": Relu, "sigmoid": Sigmoid, "linear": Identity,
}  # fmt: skip
PENALTIES: dict[str, type[PenaltyOp]] = {"L1": L1Stop, "L2": L2}
LAYERS, UNITS = 10, 256
"""Most hidden layers, and neurons in one: ours has room for two layers more."""


@dataclass(frozen=True)
class Opened:
    """An experiment from a link, the seed it has, and what of the link makes no difference."""

    experiment: Experiment
    seed: str
    drawn: bool
    """Whether the link named no seed, so that this one was drawn."""
    notes: tuple[Note, ...]


def from_playground(link: str) -> Experiment:
    """The experiment of a TensorFlow Playground link: the same data, weights and training.

    Without a seed in the link one is drawn, so that each call gives another network. Raises
    BadLink, which names the field, for what names no network.
    """
    return open_link(link).experiment


def open_link(link: str) -> Opened:
    """The experiment of a link, and what is to be said about it; raises BadLink."""
    fields = read(link)
    seed = fields.seed or f"{secrets.randbelow(100_000) / 100_000:.5f}"
    if len(seed) > LENGTH or not seed.isprintable():
        raise BadLink("seed", f"a seed has at most {LENGTH} letters that can be seen", LENGTH)
    data = _data(fields)
    count = len(DataRef(data, seed).training.inputs)
    batch = _whole("batchSize", fields.numbers["batchSize"], 1, count)
    learning_rate = _bounded("learningRate", fields.numbers["learningRate"], 0, math.inf)
    try:
        made = Experiment(
            layers=_layers(fields),
            loss=HalfSse(reduction="mean"),
            data=DataRef(data, seed),
            learning_rate=learning_rate,
            batch=batch,
            shuffle=False,
            remainder="carry",
            seed=seed,
            penalty=_penalty(fields),
            initial=_start(fields, data, seed),
            initial_bias=Zeros() if fields.zero else Constant(0.1),
        )
    except InvalidExperiment as error:  # what no field by itself is to blame for
        raise BadLink("", error.message, error.limit, error.nearest) from None
    return Opened(made, seed, fields.seed is None, fields.notes)


def _data(fields: Fields) -> PlaygroundData:
    """The kind of data, with its noise and the share held out."""
    kind = KINDS[fields.words["regDataset" if _regression(fields) else "dataset"]]
    noise = _bounded("noise", fields.numbers["noise"], 0, 80)
    percent = _bounded("percTrainData", fields.numbers["percTrainData"], 0, 100)
    count = kind().count
    learned = math.floor(count * percent / 100)
    if not learned:
        least = math.ceil(100 / count)
        raise BadLink("percTrainData", "no point is left to learn from", least, least)
    return kind(noise=noise, test=(count - learned) / count)


def _layers(fields: Fields) -> tuple[Layer, ...]:
    """A layer of features where they are not the two inputs alone, hidden layers, the output."""
    if not fields.features:
        raise BadLink("x", "no input feature is switched on", list(FEATURES), "x")
    if len(fields.shape) > LAYERS:
        message = f"there are at most {LAYERS} hidden layers here"
        raise BadLink("networkShape", message, LAYERS, LAYERS)
    sizes = [_whole("networkShape", units, 1, UNITS) for units in fields.shape]
    hidden = ACTIVATIONS[fields.words["activation"]]
    layers = [Layer(Dense(units), hidden()) for units in sizes]
    layers.append(Layer(Dense(1), Identity() if _regression(fields) else Tanh()))
    if fields.features != ("x", "y"):
        terms = ", ".join(FEATURES[name] for name in fields.features)
        layers.insert(0, Layer(Features(terms)))
    return tuple(layers)


def _penalty(fields: Fields) -> PenaltyOp | None:
    """On weights alone; of no rate, none."""
    kind, rate = fields.words["regularization"], fields.numbers["regularizationRate"]
    if kind == "none":
        return None
    strength = _bounded("regularizationRate", rate, 0, 10)
    return PENALTIES[kind](strength, on="weights") if strength else None


def _start(fields: Fields, data: PlaygroundData, seed: str) -> InitialOp:
    """Weights at 0, or from the stream that has given the data before."""
    return Zeros() if fields.zero else Seedrandom(skip=data.drawn(seed)[1])


def _regression(fields: Fields) -> bool:
    return fields.words["problem"] == "regression"


def _bounded(field: str, value: float, low: float, high: float) -> float:
    """A number within bounds."""
    if math.isnan(value):
        raise BadLink(field, "this is no number")
    nearest = min(max(value, low), high)
    if value != nearest or math.isinf(value):
        between = f"at least {low:g}" if math.isinf(high) else f"from {low:g} to {high:g}"
        fit = None if math.isinf(nearest) else nearest
        raise BadLink(field, f"this must be a number {between}", [low, high], fit)
    return value


def _whole(field: str, value: float, low: int, high: int) -> int:
    """A whole number within bounds."""
    if math.isnan(value):
        raise BadLink(field, "this is no number")
    nearest = min(max(low, high if math.isinf(value) else round(value)), high)
    if value != nearest:
        message = f"this must be a whole number from {low} to {high}"
        raise BadLink(field, message, [low, high], max(nearest, low))
    return int(value)
