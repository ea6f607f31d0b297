"""An experiment is all that decides a run: a frozen value with a stable JSON form and hash."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

import numpy as np

from engine.batches import REMAINDERS, BatchPlan
from engine.build import program
from engine.dataref import DataRef, examples
from engine.document import ADDED, OPTIONAL, read
from engine.fit import (
    InvalidExperiment,
    check_batches,
    check_layers,
    check_loss,
    check_ops,
    check_outputs,
    check_parameters,
    numbers,
    seed_of,
    whole,
)
from engine.initial import InitialOp
from engine.layer import Layer
from engine.loss import LossOp
from engine.op import Array, Op, Shape
from engine.ops.initial import GlorotUniform, Zeros
from engine.ops.sgd import Sgd
from engine.optimizer import OptimizerOp, UpdateOp
from engine.program import Program
from engine.seed import Seed, entropy
from engine.settings import is_number, write

__all__ = ["Experiment", "InvalidExperiment", "Layer"]


@dataclass(frozen=True, eq=False)
class Experiment:
    """A network, its loss, its data and how it is trained.

    inputs have shape (examples, …), targets (examples, outputs). Both are left out where `data`
    names them; they are then its training part. `parameters` gives initial values by name (W1,
    b1 …); the others are drawn from `seed`, a whole number or a text, weights as `initial` says
    and biases as `initial_bias`. `frozen` names the parameters that are not trained. A batch of
    None is the whole data; smaller ones come in an order that is drawn for each epoch, or with
    `shuffle` False as they are given, and `remainder` says what becomes of the examples that are
    left at its end (engine/batches.py). A schedule of None keeps the learning rate; without a
    clip and a penalty the optimizer reads the gradient as it is. With them it is clipped first.
    With `input_gradient` the backward pass goes on to the inputs and gives d_a0.
    """

    layers: tuple[Layer, ...]
    loss: LossOp
    inputs: Array = field(default_factory=lambda: np.empty(0))
    targets: Array = field(default_factory=lambda: np.empty(0))
    learning_rate: float = 0.1
    optimizer: OptimizerOp = Sgd()  # noqa: RUF009 (a frozen value)
    batch: int | None = None
    seed: Seed = 0
    parameters: Mapping[str, Array] = field(default_factory=dict)
    frozen: frozenset[str] = frozenset()
    schedule: UpdateOp | None = None
    clip: UpdateOp | None = None
    penalty: UpdateOp | None = None
    initial: InitialOp = GlorotUniform()  # noqa: RUF009
    initial_bias: InitialOp = Zeros()  # noqa: RUF009
    input_gradient: bool = False
    data: DataRef | None = None
    shuffle: bool = True
    remainder: str = "use"

    def __post_init__(self) -> None:
        put = object.__setattr__  # the value is frozen once this is done
        for name, array in examples(self.data, self.inputs, self.targets)._asdict().items():
            put(self, name, array)
        outputs = check_layers(self.layers, self.loss, self.optimizer, self.inputs.shape[1:])
        if self.data:
            check_outputs(self.layers, self.loss)
            self.data.check(self.loss, outputs)
        else:
            check_loss(self.layers, self.loss, self.targets, outputs)
        check_ops({name: getattr(self, name) for name in OPTIONAL}, self.initial_bias)
        put(self, "learning_rate", _rate(self.learning_rate))
        put(self, "seed", seed_of("/seed", self.seed))
        for name in ("input_gradient", "shuffle"):
            if not isinstance(getattr(self, name), bool):
                raise InvalidExperiment(f"/{name}", "true or false is needed")
        if self.remainder not in REMAINDERS:
            message = f"it must be one of {', '.join(REMAINDERS)}"
            raise InvalidExperiment("/remainder", message, list(REMAINDERS), REMAINDERS[0])
        if self.batch is not None:
            put(self, "batch", whole("/batch", self.batch, 1, len(self.inputs)))
        check_batches(self.layers, self.inputs.shape[1:], self.batches.smallest)
        one = self.program(1)
        shapes = {n: one.tensors[n].shape for n in one.parameters}
        given = {n: numbers(f"/parameters/{n}", v) for n, v in self.parameters.items()}
        check_parameters(shapes, given, self.frozen)
        put(self, "parameters", given)

    def program(self, batch: int) -> Program:
        """The program of one iteration on `batch` examples."""
        if batch not in self._programs:
            *hidden, last = self.layers
            activation, loss = self.loss.paired(last.activation)
            layers = (*hidden, replace(last, activation=activation))
            around = tuple(op for op in (self.schedule, self.clip, self.penalty) if op)
            self._programs[batch] = program(
                layers, loss, self.optimizer, self.frozen, self.inputs.shape[1:], batch,
                around, self.input_gradient,
            )  # fmt: skip
        return self._programs[batch]

    @cached_property
    def _programs(self) -> dict[int, Program]:
        """Those asked for: to find one among all experiments' takes longer."""
        return {}

    @cached_property
    def start(self) -> dict[str, Array]:
        """Every parameter before the first iteration."""
        prog = self.program(1)
        tables = [prog.tensors[name] for name in prog.parameters]
        values = {
            t.name: np.full(t.shape, begins)
            for t in tables
            if (begins := prog.begins(t.name)) is not None
        }
        drawn = {k: t for k, t in enumerate(tables) if t.name not in values}
        needed = {k for k, t in drawn.items() if t.name not in self.parameters}
        for kind, wanted in ((self.initial, True), (self.initial_bias, False)):
            shapes = {k: t.shape for k, t in drawn.items() if (t.role_kind == "weight") == wanted}
            for k, value in kind.begin_each(shapes, self.seed, needed).items():
                values[tables[k].name] = value
        values |= self.parameters
        return {name: values[name] for name in prog.parameters}

    @cached_property
    def batches(self) -> BatchPlan:
        """Which examples come when."""
        count = len(self.inputs)
        size = min(self.batch or count, count)
        return BatchPlan(count, size, self.seed, self.shuffle, self.remainder)

    def rows(self, iteration: int) -> Array:
        """Indices of the examples in the batch of an iteration, from the seed and its epoch."""
        return self.batches.rows(iteration)

    def noise(self, iteration: int, op: int, shape: Shape) -> Array:
        """Uniform random numbers of an op in an iteration, from the seed and these alone."""
        seed = np.random.SeedSequence(entropy(self.seed), spawn_key=(iteration, op))
        return np.random.default_rng(seed).random(shape)

    def to_json(self) -> dict[str, Any]:
        """Plain values: equal experiments give equal JSON."""
        return self._plain() | {
            "layers": [layer.to_json() for layer in self.layers],
            **{name: op and op.to_json() for name, op in self._ops()},
        }

    def _ops(self) -> list[tuple[str, Op | None]]:
        return [(name, getattr(self, name)) for name in ("loss", "optimizer", *OPTIONAL)]

    def _plain(self) -> dict[str, Any]:
        return {
            "learning_rate": self.learning_rate,
            "batch": self.batch,
            "seed": self.seed,
            "frozen": sorted(self.frozen),
            "parameters": {n: self.parameters[n].tolist() for n in sorted(self.parameters)},
            "input_gradient": self.input_gradient,
            "shuffle": self.shuffle,
            "remainder": self.remainder,
            **self._told_examples(),
        }

    def _told_examples(self) -> dict[str, Any]:
        if self.data is not None:
            return {"data": self.data.to_json()}
        return {"inputs": self.inputs.tolist(), "targets": self.targets.tolist()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Experiment":
        """The experiment of a JSON document; raises InvalidExperiment with the place."""
        return cls(**read(data, _NAMES))

    @cached_property
    def hash(self) -> str:
        """Sixteen hexadecimal digits that tell experiments apart."""
        told = {k: v for k, v in self._texts.items() if v != _ADDED.get(k)}
        return hashlib.sha256(_object(told).encode()).hexdigest()[:16]

    @property
    def text(self) -> str:
        """`to_json` as text, keys sorted."""
        return _object(self._texts)

    @cached_property
    def _texts(self) -> dict[str, str]:
        """Each field as JSON text, keys sorted: numbers are written once, an op once for all."""
        texts = {name: write(value) for name, value in self._plain().items()}
        texts["layers"] = "[" + ",".join([layer.text for layer in self.layers]) + "]"
        texts |= {name: op.text if op else "null" for name, op in self._ops()}
        return dict(sorted(texts.items()))


_NAMES = {f.name for f in fields(Experiment)}
_ADDED = {name: write(value) for name, value in ADDED.items()}


def _object(texts: Mapping[str, str]) -> str:
    return "{" + ",".join(f'"{name}":{text}' for name, text in texts.items()) + "}"


def _rate(value: Any) -> float:
    if not is_number(value):
        raise InvalidExperiment("/learning_rate", "a finite number is needed")
    return float(value)
