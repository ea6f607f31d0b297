"""An experiment is all that decides a run: a frozen value with a stable JSON form and hash."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from engine.build import program
from engine.fit import (
    InvalidExperiment,
    check_data,
    check_layers,
    check_loss,
    check_ops,
    check_parameters,
    numbers,
    whole,
)
from engine.initial import InitialOp
from engine.loss import LossOp
from engine.op import Array, Op, OptimizerOp, Shape, UpdateOp
from engine.ops import of_family
from engine.ops.identity import Identity
from engine.ops.initial import GlorotUniform, Zeros
from engine.ops.sgd import Sgd
from engine.program import Program
from engine.settings import InvalidSetting, is_number

__all__ = ["Experiment", "InvalidExperiment", "Layer"]


@dataclass(frozen=True)
class Layer:
    """An op, and behind one with parameters its activation; the others have none."""

    op: Op
    activation: Op | None = None

    def __post_init__(self) -> None:
        if self.activation is None and self.op.parameters:
            object.__setattr__(self, "activation", Identity())

    @property
    def ops(self) -> tuple[Op, ...]:
        """The op and its activation, if it has one."""
        return (self.op,) if self.activation is None else (self.op, self.activation)

    def to_json(self) -> dict[str, Any]:
        """The layer's hyperparameters with its activation beside them."""
        beside = {} if self.activation is None else {"activation": self.activation.to_json()}
        return self.op.to_json() | beside


@dataclass(frozen=True, eq=False)
class Experiment:
    """A network, its loss, its data and how it is trained.

    inputs have shape (examples, …), targets (examples, outputs). `parameters` gives initial
    values by name (W1, b1 …); the others are drawn from `seed`, weights as `initial` says and
    biases as `initial_bias`. `frozen` names the parameters that are not trained. A batch of
    None is the whole data. A schedule of None keeps the learning rate; without a clip and a
    penalty the optimizer reads the gradient as it is. With them it is clipped first. With
    `input_gradient` the backward pass goes on to the inputs and gives d_a0.
    """

    layers: tuple[Layer, ...]
    loss: LossOp
    inputs: Array
    targets: Array
    learning_rate: float = 0.1
    optimizer: OptimizerOp = field(default_factory=Sgd)
    batch: int | None = None
    seed: int = 0
    parameters: Mapping[str, Array] = field(default_factory=dict)
    frozen: frozenset[str] = frozenset()
    schedule: UpdateOp | None = None
    clip: UpdateOp | None = None
    penalty: UpdateOp | None = None
    initial: InitialOp = field(default_factory=GlorotUniform)
    initial_bias: InitialOp = field(default_factory=Zeros)
    input_gradient: bool = False

    def __post_init__(self) -> None:
        put = object.__setattr__  # the value is frozen once this is done
        put(self, "inputs", numbers("/inputs", self.inputs))
        put(self, "targets", numbers("/targets", self.targets))
        check_data(self.inputs, self.targets)
        outputs = check_layers(self.layers, self.loss, self.optimizer, self.inputs.shape[1:])
        check_loss(self.layers, self.loss, self.targets, outputs)
        check_ops({name: getattr(self, name) for name in _OPTIONAL}, self.initial_bias)
        put(self, "learning_rate", _rate(self.learning_rate))
        put(self, "seed", whole("/seed", self.seed, 0))
        if not isinstance(self.input_gradient, bool):
            raise InvalidExperiment("/input_gradient", "true or false is needed")
        if self.batch is not None:
            put(self, "batch", whole("/batch", self.batch, 1, len(self.inputs)))
        shapes = {n: self.program(1).tensors[n].shape for n in self.program(1).parameters}
        given = {n: numbers(f"/parameters/{n}", v) for n, v in self.parameters.items()}
        check_parameters(shapes, given, self.frozen)
        put(self, "parameters", given)

    def program(self, batch: int) -> Program:
        """The program of one iteration on `batch` examples."""
        layers = tuple(layer.ops for layer in self.layers)
        around = tuple(op for op in (self.schedule, self.clip, self.penalty) if op)
        return program(
            layers, self.loss, self.optimizer, self.frozen, self.inputs.shape[1:], batch, around,
            self.input_gradient,
        )  # fmt: skip

    @cached_property
    def start(self) -> dict[str, Array]:
        """Every parameter before the first iteration."""
        prog = self.program(1)
        values: dict[str, Array] = {}
        for k, name in enumerate(prog.parameters):
            t = prog.tensors[name]
            kind = self.initial_bias if t.role == "b" else self.initial
            drawn = kind.draw(t.shape, np.random.default_rng([self.seed, k]))
            values[name] = self.parameters.get(name, drawn)
        return values

    def rows(self, iteration: int) -> Array:
        """Indices of the examples in the batch of an iteration, from (seed, epoch) alone."""
        count = len(self.inputs)
        size = self.batch or count
        if size >= count:
            return np.arange(count)
        per_epoch = -(-count // size)
        epoch, k = divmod(iteration, per_epoch)
        return _order(self.seed, epoch, count)[k * size : (k + 1) * size]

    def noise(self, iteration: int, op: int, shape: Shape) -> Array:
        """Uniform random numbers of an op in an iteration, from the seed and these alone."""
        seed = np.random.SeedSequence(self.seed, spawn_key=(iteration, op))
        return np.random.default_rng(seed).random(shape)

    def to_json(self) -> dict[str, Any]:
        """Plain values: equal experiments give equal JSON."""
        return {
            "layers": [layer.to_json() for layer in self.layers],
            "loss": self.loss.to_json(),
            "optimizer": self.optimizer.to_json(),
            "learning_rate": self.learning_rate,
            "batch": self.batch,
            "seed": self.seed,
            "frozen": sorted(self.frozen),
            "parameters": {n: self.parameters[n].tolist() for n in sorted(self.parameters)},
            "inputs": self.inputs.tolist(),
            "targets": self.targets.tolist(),
            "input_gradient": self.input_gradient,
            **{name: op and op.to_json() for name, op in vars(self).items() if name in _OPTIONAL},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Experiment":
        """The experiment of a JSON document; raises InvalidExperiment with the place."""
        known = {f.name for f in fields(cls)}
        given = _of_type(dict, "", data)
        for name in sorted(map(str, set(given) - known)):
            raise InvalidExperiment(f"/{name}", "no field of an experiment has this name")
        for name in ("layers", "loss", "inputs", "targets"):
            if name not in given:
                raise InvalidExperiment(f"/{name}", "this field is needed")
        layers = _of_type(list, "/layers", given["layers"])
        frozen = _of_type(list, "/frozen", given.get("frozen", []))
        return cls(
            layers=tuple(_layer(f"/layers/{k}", layer) for k, layer in enumerate(layers)),
            loss=_op("/loss", "loss", given["loss"]),
            optimizer=_op("/optimizer", "optimizer", given.get("optimizer", "sgd")),
            frozen=frozenset(_of_type(str, f"/frozen/{k}", n) for k, n in enumerate(frozen)),
            parameters=_of_type(dict, "/parameters", given.get("parameters", {})),
            **{k: _optional(k, given[k]) for k in _OPTIONAL if k in given},
            **{k: given[k] for k in _PLAIN if k in given},
        )

    @cached_property
    def hash(self) -> str:
        """Sixteen hexadecimal digits that tell experiments apart."""
        told = {k: v for k, v in self.to_json().items() if k not in _ADDED or v != _ADDED[k]}
        text = json.dumps(told, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


_OPTIONAL = {
    "schedule": "schedule",
    "clip": "clip",
    "penalty": "penalty",
    "initial": "initial",
    "initial_bias": "initial",
}
"""Fields that hold an op and may be left out, with its family."""

_ADDED: dict[str, Any] = {
    "schedule": None,
    "clip": None,
    "penalty": None,
    "initial": {"kind": "glorot_uniform"},
    "initial_bias": {"kind": "zeros"},
    "input_gradient": False,
}
"""Fields that came later: at these values they leave the hash of an experiment as it was."""

_PLAIN = ("inputs", "targets", "learning_rate", "batch", "seed", "input_gradient")
"""Fields that are in JSON as they are here."""

_TYPES: dict[type, str] = {dict: "an object", list: "a list", str: "text"}


@lru_cache(maxsize=4)
def _order(seed: int, epoch: int, count: int) -> Array:
    order = np.random.default_rng([seed, epoch]).permutation(count)
    order.flags.writeable = False
    return order


def _of_type(kind: type, pointer: str, value: Any) -> Any:
    if not isinstance(value, kind):
        raise InvalidExperiment(pointer, f"{_TYPES[kind]} is needed here")
    return value


def _layer(pointer: str, data: Any) -> Layer:
    settings = dict(_of_type(dict, pointer, data))
    activation = settings.pop("activation", None)
    op = _op(pointer, "layer", settings)
    if activation is None:
        return Layer(op)
    return Layer(op, _op(f"{pointer}/activation", "activation", activation))


def _optional(name: str, data: Any) -> Any:
    none = data is None and _ADDED[name] is None
    return None if none else _op(f"/{name}", _OPTIONAL[name], data)


def _op(pointer: str, family: str, data: Any) -> Any:
    """The op of `{"kind": …, settings}`, or of its kind alone."""
    settings = {"kind": data} if isinstance(data, str) else dict(_of_type(dict, pointer, data))
    kind, kinds = settings.pop("kind", None), of_family(family)
    if not isinstance(kind, str) or kind not in kinds:
        message = f"the kind must be one of {', '.join(kinds)}"
        raise InvalidExperiment(f"{pointer}/kind", message, list(kinds))
    schema = kinds[kind].schema()
    allowed = [name for name in schema["properties"] if name != "kind"]
    if not set(settings) <= set(allowed):
        takes = ", ".join(allowed) or "no settings"
        raise InvalidExperiment(pointer, f"{kind} takes {takes}", allowed)
    for name in schema["required"]:
        if name != "kind" and name not in settings:
            raise InvalidExperiment(f"{pointer}/{name}", "this setting is needed")
    try:
        return kinds[kind](**settings)
    except InvalidSetting as error:
        place = f"{pointer}/{error.name}"
        raise InvalidExperiment(place, str(error), error.limit, error.nearest) from None


def _rate(value: Any) -> float:
    if not is_number(value):
        raise InvalidExperiment("/learning_rate", "a finite number is needed")
    return float(value)
