"""An experiment is all that decides a run: a frozen value with a stable JSON form and hash."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from engine.op import ActivationOp, Array, LayerOp, Op, Shape
from engine.ops import registry
from engine.ops.identity import Identity
from engine.ops.sgd import Sgd
from engine.program import Program, program


class InvalidExperiment(ValueError):
    """What is wrong with an experiment: where (a JSON pointer), the limit, the nearest fit."""

    def __init__(self, pointer: str, message: str, limit: Any = None, nearest: Any = None) -> None:
        super().__init__(f"{pointer}: {message}" if pointer else message)
        self.pointer, self.message, self.limit, self.nearest = pointer, message, limit, nearest


@dataclass(frozen=True)
class Layer:
    """An op with parameters and the activation behind it."""

    op: Op
    activation: Op = field(default_factory=Identity)

    def to_json(self) -> dict[str, Any]:
        """The layer's hyperparameters with its activation beside them."""
        return self.op.to_json() | {"activation": self.activation.to_json()}


@dataclass(frozen=True, eq=False)
class Experiment:
    """A network, its loss, its data and how it is trained.

    inputs have shape (examples, …), targets (examples, outputs). `parameters` gives initial
    values by name (W1, b1 …); the others are drawn from `seed`. `frozen` names the parameters
    that are not trained. A batch of None is the whole data.
    """

    layers: tuple[Layer, ...]
    loss: Op
    inputs: Array
    targets: Array
    learning_rate: float = 0.1
    optimizer: Op = field(default_factory=Sgd)
    batch: int | None = None
    seed: int = 0
    parameters: Mapping[str, Array] = field(default_factory=dict)
    frozen: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        put = object.__setattr__  # the value is frozen once this is done
        put(self, "inputs", _numbers("/inputs", self.inputs))
        put(self, "targets", _numbers("/targets", self.targets))
        _check_data(self.inputs, self.targets, self.batch)
        _check_loss(self.layers, self.loss)
        _check_targets(self.program(1), self.loss, self.targets)
        shapes = {n: self.program(1).tensors[n].shape for n in self.program(1).parameters}
        given = {n: _numbers(f"/parameters/{n}", v) for n, v in self.parameters.items()}
        _check_parameters(shapes, given, self.frozen)
        put(self, "parameters", given)

    def program(self, batch: int) -> Program:
        """The program of one iteration on `batch` examples."""
        ops = tuple(op for layer in self.layers for op in (layer.op, layer.activation))
        shape = self.inputs.shape[1:]
        return program(ops, self.loss, self.optimizer, self.frozen, shape, batch)

    @cached_property
    def start(self) -> dict[str, Array]:
        """Every parameter before the first iteration."""
        prog = self.program(1)
        values: dict[str, Array] = {}
        for k, name in enumerate(prog.parameters):
            t = prog.tensors[name]
            assert t.op is not None
            drawn = np.random.default_rng([self.seed, k])
            initial = prog.ops[t.op].initial(t.role, t.shape, drawn)
            values[name] = self.parameters.get(name, initial)
        return values

    def rows(self, iteration: int) -> Array:
        """Indices of the examples in the batch of an iteration, from (seed, epoch) alone."""
        count = len(self.inputs)
        size = self.batch or count
        if size >= count:
            return np.arange(count)
        per_epoch = -(-count // size)
        epoch, k = divmod(iteration, per_epoch)
        order = np.random.default_rng([self.seed, epoch]).permutation(count)
        return order[k * size : (k + 1) * size]

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
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Experiment":
        """The experiment of a JSON document; raises InvalidExperiment with the place."""
        try:
            return cls(
                layers=tuple(
                    _layer(f"/layers/{k}", layer) for k, layer in enumerate(data["layers"])
                ),
                loss=_op("/loss", "loss", data["loss"]),
                optimizer=_op("/optimizer", "optimizer", data.get("optimizer", {"kind": "sgd"})),
                learning_rate=float(data.get("learning_rate", 0.1)),
                batch=data.get("batch"),
                seed=data.get("seed", 0),
                frozen=frozenset(data.get("frozen", ())),
                parameters=dict(data.get("parameters", {})),
                inputs=data["inputs"],
                targets=data["targets"],
            )
        except KeyError as error:
            raise InvalidExperiment(f"/{error.args[0]}", "this field is needed") from None

    @cached_property
    def hash(self) -> str:
        """Sixteen hexadecimal digits that tell experiments apart."""
        text = json.dumps(self.to_json(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def _layer(pointer: str, data: Mapping[str, Any]) -> Layer:
    settings = {k: v for k, v in data.items() if k != "activation"}
    activation = data.get("activation", "identity")
    if isinstance(activation, str):
        activation = {"kind": activation}
    return Layer(
        _op(pointer, "layer", settings),
        _op(f"{pointer}/activation", "activation", activation),
    )


def _op(pointer: str, family: str, data: Mapping[str, Any]) -> Op:
    kinds = [kind for kind, op in registry.items() if op.family == family]
    settings = dict(data)
    kind = settings.pop("kind", None)
    if kind not in kinds:
        raise InvalidExperiment(
            f"{pointer}/kind", f"the kind must be one of {', '.join(kinds)}", limit=kinds
        )
    try:
        return registry[kind](**settings)
    except (TypeError, ValueError) as error:
        raise InvalidExperiment(pointer, str(error)) from None


def _numbers(pointer: str, values: Any) -> Array:
    try:
        array = np.array(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise InvalidExperiment(pointer, "rows must be numbers and equally long") from None
    if not np.isfinite(array).all():
        raise InvalidExperiment(pointer, "every number must be finite")
    array.flags.writeable = False
    return array


def _check_data(inputs: Array, targets: Array, batch: int | None) -> None:
    for pointer, array in (("/inputs", inputs), ("/targets", targets)):
        if array.ndim < 2 or not array.size:
            raise InvalidExperiment(pointer, "a list of examples is needed, each a list of numbers")
    if len(inputs) != len(targets):
        raise InvalidExperiment(
            "/targets",
            f"there are {len(inputs)} inputs but {len(targets)} targets; each needs one",
            limit=len(inputs),
            nearest=len(inputs),
        )
    if batch is not None and not 1 <= batch <= len(inputs):
        nearest = min(max(batch, 1), len(inputs))
        raise InvalidExperiment(
            "/batch",
            f"a batch has from 1 to {len(inputs)} examples",
            limit=[1, len(inputs)],
            nearest=nearest,
        )


def _check_loss(layers: Sequence[Layer], loss: Op) -> None:
    if not layers:
        raise InvalidExperiment("/layers", "at least one layer is needed", limit=1)
    for k, layer in enumerate(layers):
        if not isinstance(layer.op, LayerOp) or not isinstance(layer.activation, ActivationOp):
            raise InvalidExperiment(f"/layers/{k}", "a layer op and an activation are needed")
    activation = layers[-1].activation
    (low, high), (least, most) = activation.range, loss.domain  # type: ignore[attr-defined]
    if low < least or high > most:
        raise InvalidExperiment(
            f"/layers/{len(layers) - 1}/activation",
            f"{loss.kind} needs outputs between {least:g} and {most:g}, as sigmoid or softmax give",
            limit=[least, most],
            nearest="sigmoid" if loss.kind.startswith("binary") else "softmax",
        )


def _check_targets(prog: Program, loss: Op, targets: Array) -> None:
    expected: Shape = prog.tensors["y"].cells
    if targets.shape[1:] != expected:
        raise InvalidExperiment(
            "/targets",
            f"each target has {_size(targets.shape[1:])} numbers, the last layer {_size(expected)}",
            limit=list(expected),
        )
    least, most = loss.domain  # type: ignore[attr-defined]
    outside = np.argwhere((targets < least) | (targets > most))
    if len(outside):
        raise InvalidExperiment(
            "/targets/" + "/".join(map(str, outside[0])),
            f"{loss.kind} needs targets between {least:g} and {most:g}",
            limit=[least, most],
            nearest=float(np.clip(targets[tuple(outside[0])], least, most)),
        )


def _check_parameters(
    shapes: Mapping[str, Shape], given: Mapping[str, Array], frozen: frozenset[str]
) -> None:
    for pointer, named in (("/parameters", given), ("/frozen", frozen)):
        if not set(named) <= set(shapes):
            raise InvalidExperiment(
                pointer, f"the parameters are called {', '.join(shapes)}", limit=list(shapes)
            )
    for name, value in given.items():
        if value.shape != shapes[name]:
            raise InvalidExperiment(
                f"/parameters/{name}",
                f"{name} has the shape {list(shapes[name])}, not {list(value.shape)}",
                limit=list(shapes[name]),
            )


def _size(shape: Shape) -> str:
    return " × ".join(map(str, shape))
