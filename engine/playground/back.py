"""The TensorFlow Playground link of an experiment, where its page can say what that is."""

from dataclasses import dataclass

from engine.data.playground_points import PlaygroundClasses, PlaygroundData
from engine.experiment.value import Experiment
from engine.families.penalty import PenaltyOp
from engine.ops.initial.distributions import Constant, Zeros
from engine.ops.initial.seedrandom import Seedrandom
from engine.ops.layers.dense import Dense
from engine.ops.layers.features import Features
from engine.ops.losses.half_sse import HalfSse
from engine.ops.optimizers.sgd import Sgd
from engine.ops.penalties.l1_stop import L1Stop
from engine.ops.penalties.l2 import L2
from engine.playground import ACTIVATIONS, KINDS
from engine.playground.fields import FEATURES, HOST
from engine.playground.numbers import written


class NoLink(ValueError):
    """An experiment that no Playground link can mean, with the codes of what stands against it."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        super().__init__(f"TensorFlow Playground has no such {', '.join(codes)}")
        self.codes = codes


@dataclass(frozen=True)
class Link:
    """A link, and by codes what of the experiment is not in it."""

    link: str
    lost: tuple[str, ...]


def to_playground(experiment: Experiment) -> Link:
    """The link of an experiment; raises NoLink for another network, loss, data or optimizer."""
    e, data = experiment, experiment.data.settings if experiment.data else None
    features, hidden = _network(e)
    wrong = [
        *([] if isinstance(data, PlaygroundData) and _plain(data) else ["data"]),
        *([] if features is not None else ["features"]),
        *([] if hidden is not None else ["layers"]),
        *([] if e.loss == HalfSse(reduction="mean") else ["loss"]),
        *([] if e.optimizer == Sgd() else ["optimizer"]),
    ]
    if wrong or not isinstance(data, PlaygroundData) or features is None or hidden is None:
        raise NoLink(tuple(wrong))
    assert e.data is not None
    seed, (penalty, rate) = str(e.data.seed), _penalty(e.penalty)
    zero = e.initial == e.initial_bias == Zeros()
    classes = isinstance(data, PlaygroundClasses)
    kind = next(name for name, of in KINDS.items() if of is type(data))
    count = len(e.inputs)
    said = {
        "activation": _activation(e),
        **({"regularization": penalty} if penalty else {}),
        "batchSize": str(e.batch or count),
        "dataset": kind if classes else "circle",
        "regDataset": "reg-plane" if classes else kind,
        "learningRate": written(e.learning_rate),
        "regularizationRate": written(rate),
        "noise": written(data.noise),
        "networkShape": ",".join(map(str, hidden)),
        "seed": seed,
        "percTrainData": written(_percent(count, data.count)),
        **{name: str(name in features).lower() for name in FEATURES},
        "problem": "classification" if classes else "regression",
        "initZero": str(zero).lower(),
    }
    link = f"https://{HOST}/#" + "&".join(f"{name}={value}" for name, value in said.items())
    return Link(link, _lost(e, data, zero, penalty))


def _lost(e: Experiment, data: PlaygroundData, zero: bool, penalty: str | None) -> tuple[str, ...]:
    """Codes of what the link leaves out."""
    assert e.data is not None
    skip = data.drawn(e.data.seed)[1]
    own = e.initial == Seedrandom(skip=skip) and e.initial_bias == Constant(0.1)
    same_seed = str(e.seed) == str(e.data.seed)
    found = {
        "order": e.batches.shuffled,
        "remainder": e.batches.rest > 0 and e.remainder != "carry",
        "weights": bool(e.parameters) or not (zero or (own and same_seed)),
        "frozen": bool(e.frozen),
        "schedule": e.schedule is not None,
        "clip": e.clip is not None,
        "penalty": e.penalty is not None and penalty is None,
    }
    return tuple(code for code, is_lost in found.items() if is_lost)


def _plain(data: PlaygroundData) -> bool:
    """Whether data are as its page draws them."""
    return data == type(data)(noise=data.noise, test=data.test)


def _network(e: Experiment) -> tuple[tuple[str, ...] | None, tuple[int, ...] | None]:
    """Its features and hidden layers; None for either that its page does not have."""
    layers = list(e.layers)
    features: tuple[str, ...] | None = ("x", "y")
    if isinstance(layers[0].op, Features):
        terms = [term.strip() for term in layers.pop(0).op.terms.split(",")]  # type: ignore[attr-defined]
        if terms == ["x", "x^2", "x*y", "sin(x)"]:
            terms = list(FEATURES.values())
        named = tuple(name for name, term in FEATURES.items() if term in terms)
        features = named if [FEATURES[name] for name in named] == terms else None
    dense = all(isinstance(layer.op, Dense) for layer in layers)
    chained = all(layer.sources(k) == (k - 1,) for k, layer in enumerate(e.layers))
    if not (layers and dense and chained):
        return features, None
    *hidden, last = layers
    kinds = {type(layer.activation) for layer in hidden}
    end = "tanh" if e.data and isinstance(e.data.settings, PlaygroundClasses) else "linear"
    if last.op != Dense(1) or type(last.activation) is not ACTIVATIONS[end] or len(kinds) > 1:
        return features, None
    if not kinds <= set(ACTIVATIONS.values()):
        return features, None
    return features, tuple(layer.op.units for layer in hidden)  # type: ignore[attr-defined]


def _activation(e: Experiment) -> str:
    dense = [layer for layer in e.layers if isinstance(layer.op, Dense)]
    of = type(dense[0].activation) if len(dense) > 1 else ACTIVATIONS["tanh"]
    return next(name for name, kind in ACTIVATIONS.items() if kind is of)


def _penalty(penalty: object) -> tuple[str | None, float]:
    """Its name there, and its rate."""
    for name, of in (("L1", L1Stop), ("L2", L2)):
        if isinstance(penalty, PenaltyOp) and penalty == of(penalty.strength, on="weights"):
            return name, penalty.strength
    return None, 0.0


def _percent(learned: int, count: int) -> float:
    """The share of training data in percent, of which the original makes so many points."""
    exact = 100 * learned / count
    whole = round(exact)
    return whole if int(count * whole / 100) == learned else exact + 1e-9
