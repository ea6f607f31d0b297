"""An experiment is all that decides a run: a frozen value with a stable JSON form and hash."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

import numpy as np

from engine.bugs import bugs_of
from engine.data.dataref import DataRef, examples
from engine.experiment.batches import REMAINDERS, BatchPlan, batch_plan
from engine.experiment.document import ADDED, EXAMPLES, OPTIONAL, read
from engine.families.initial import InitialOp
from engine.families.loss import LossOp
from engine.families.optimizer import OptimizerOp, UpdateOp
from engine.op import Array, Op, Shape
from engine.ops.initial.distributions import GlorotUniform, Zeros
from engine.ops.optimizers.sgd import Sgd
from engine.program.buggy_program import check_bugs
from engine.program.layer import Layer
from engine.program.network import Network, network
from engine.program.program import Program
from engine.random.seed import Seed, entropy
from engine.settings import is_number, write
from engine.validation.validate import (
    InvalidExperiment,
    check_data,
    check_parameters,
    check_places,
    check_targets,
    numbers,
    seed_of,
    whole,
)

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
    left at its end (batches.py). A schedule of None keeps the learning rate; without a clip and
    a penalty the optimizer reads the gradient as it is. With them it is clipped first.
    With `input_gradient` the backward pass goes on to the inputs and gives d_a0. `bugs` names
    deliberate mistakes of the bug zoo (engine/bugs), each once.
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
    bugs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        put = object.__setattr__  # the value is frozen once this is done
        self._put_examples()
        put(self, "bugs", bugs_of(self.bugs))
        self._check_targets()
        put(self, "learning_rate", _rate(self.learning_rate))
        put(self, "seed", seed_of("/seed", self.seed))
        for name in ("input_gradient", "shuffle"):
            if not isinstance(getattr(self, name), bool):
                raise InvalidExperiment(f"/{name}", "true or false is needed")
        if self.remainder not in REMAINDERS:
            message = f"it must be one of {', '.join(REMAINDERS)}"
            raise InvalidExperiment("/remainder", message, list(REMAINDERS), REMAINDERS[0])
        self._put_batch()
        if self.bugs:
            check_bugs(replace(self.network, bugs=()).program(self.batches.largest), self.bugs)
        self.program(self.batches.largest)  # whatever looks at some program takes the one that runs
        given = {n: numbers(f"/parameters/{n}", v) for n, v in self.parameters.items()}
        check_parameters(self.network.shapes, given, self.frozen)
        put(self, "parameters", given)

    def _put_examples(self) -> None:
        inputs, targets = examples(self.data, self.inputs, self.targets)
        object.__setattr__(self, "inputs", inputs)
        object.__setattr__(self, "targets", targets)

    def _check_targets(self) -> None:
        if self.data:
            self.data.check(self.loss, self.network.outputs)
        else:
            check_targets(self.loss, self.targets, self.network.outputs)

    def _put_batch(self) -> None:
        if self.batch is not None:
            batch = whole("/batch", self.batch, 1, len(self.inputs))
            object.__setattr__(self, "batch", batch)
        self.network.check_batches(self.batches.smallest)

    def varied(self, texts: Mapping[str, str] | None = None, **new: Any) -> "Experiment":
        """The same with other `inputs`, `targets` or `seed`: equal to `dataclasses.replace`.

        What does not follow from them is neither checked nor made again. `texts` are some of them
        as JSON text, written as here, where that is known already. Raises InvalidExperiment as the
        constructor does.
        """
        if self.bugs or not new.keys() <= _VARIED or (self.data and new.keys() - {"seed"}):
            return replace(self, **new)
        texts = texts or {}
        new = {k: v for k, v in new.items() if k not in texts or texts[k] != self._texts[k]}
        made = object.__new__(Experiment)
        fields = made.__dict__
        fields.update(self.__dict__)
        fields.pop("hash", None)
        given = [name for name in EXAMPLES if name in new]
        for name in given:
            fields[name] = numbers(f"/{name}", new[name])
        if given:
            check_data(made.inputs, made.targets)
            if made.inputs.shape[1:] != self.inputs.shape[1:]:  # another network
                return replace(self, **new)
            if "targets" in new:
                made._check_targets()
        if "seed" in new:
            fields["seed"] = seed_of("/seed", new["seed"])
            fields.pop("start", None)
        if "seed" in new or len(made.inputs) != len(self.inputs):
            fields.pop("batches", None)
            made._put_batch()
        written = {
            k: write(made.seed) if k == "seed" else _listed(fields[k])
            for k in new
            if k not in texts
        }
        fields["_texts"] = {**self._texts, **written, **texts}
        return made

    @cached_property
    def network(self) -> Network:
        """All but the data, the seed and the numbers; made first, for it checks the parts."""
        check_places(self.layers)
        return network(
            tuple(self.layers), self.loss, self.optimizer, self.frozen, self.inputs.shape[1:],
            self.schedule, self.clip, self.penalty, self.initial, self.initial_bias,
            self.input_gradient, self.bugs,
        )  # fmt: skip

    def program(self, batch: int) -> Program:
        """The program of one iteration on `batch` examples."""
        return self.network.program(batch)

    @property
    def right(self) -> "Experiment":
        """The same without bugs."""
        return replace(self, bugs=()) if self.bugs else self

    @cached_property
    def start(self) -> dict[str, Array]:
        """Every parameter before the first iteration, read-only.

        By name, in the order of the program, each with the shape it has there.
        """
        begins = self.network.start(self.seed, frozenset(self.parameters))
        values = {**begins, **self.parameters}
        return {name: values[name] for name in self.network.shapes}

    @cached_property
    def batches(self) -> BatchPlan:
        """Which examples come when."""
        count = len(self.inputs)
        size = min(self.batch or count, count)
        return batch_plan(count, size, self.seed, self.shuffle, self.remainder)

    def rows(self, iteration: int) -> Array:
        """Indices of the examples in the batch of an iteration, from the seed and its epoch.

        (batch,).
        """
        return self.batches.rows(iteration)

    def noise(self, iteration: int, op: int, shape: Shape) -> Array:
        """Uniform random numbers of an op in an iteration, from the seed and these alone.

        In [0, 1), of the shape given.
        """
        seed = np.random.SeedSequence(entropy(self.seed), spawn_key=(iteration, op))
        return np.random.Generator(np.random.PCG64(seed)).random(shape)

    def to_json(self) -> dict[str, Any]:
        """Plain values: equal experiments give equal JSON."""
        return self._plain() | {
            **{name: array.tolist() for name, array in self._arrays().items()},
            "parameters": {n: self.parameters[n].tolist() for n in sorted(self.parameters)},
            "layers": [layer.to_json() for layer in self.layers],
            **{name: op and op.to_json() for name, op in self._ops()},
        }

    def _ops(self) -> list[tuple[str, Op | None]]:
        return [(name, getattr(self, name)) for name in ("loss", "optimizer", *OPTIONAL)]

    def _plain(self) -> dict[str, Any]:
        """The fields that are no op, without arrays."""
        plain = {
            "learning_rate": self.learning_rate,
            "batch": self.batch,
            "seed": self.seed,
            "frozen": sorted(self.frozen),
            "input_gradient": self.input_gradient,
            "shuffle": self.shuffle,
            "remainder": self.remainder,
        }
        if self.bugs:
            plain["bugs"] = list(self.bugs)
        return plain if self.data is None else plain | {"data": self.data.to_json()}

    def _arrays(self) -> dict[str, Array]:
        named = self.data is not None
        return {} if named else {"inputs": self.inputs, "targets": self.targets}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Experiment":
        """The experiment of a JSON document; raises InvalidExperiment with the place."""
        return cls(**read(data, _NAMES))

    @cached_property
    def hash(self) -> str:
        """Sixteen hexadecimal digits that tell experiments apart."""
        return hashlib.sha256((self._forms[0] % self._texts).encode()).hexdigest()[:16]

    @property
    def text(self) -> str:
        """`to_json` as text, keys sorted."""
        return self._forms[1] % self._texts

    @property
    def text_but_seed(self) -> str:
        """The same for all that differ in their seed alone."""
        return self._forms[1] % {**self._texts, "seed": "null"}

    @cached_property
    def _forms(self) -> tuple[str, str]:
        """What is hashed and what is told, with gaps such as `%(seed)s` for what varies."""
        texts = self._texts
        gaps = {n: f"%({n})s" if n in _VARIED else t.replace("%", "%%") for n, t in texts.items()}
        hashed = [(n, t) for n, t in gaps.items() if n not in _ADDED or texts[n] != _ADDED[n]]
        return _object(hashed), _object(gaps.items())

    @cached_property
    def _texts(self) -> dict[str, str]:
        """Each field as JSON text, keys sorted: numbers are written once, an op once for all."""
        texts = {name: write(value) for name, value in self._plain().items()}
        texts |= {name: _listed(array) for name, array in self._arrays().items()}
        given = [(name, _listed(self.parameters[name])) for name in sorted(self.parameters)]
        texts["parameters"] = _object(given)
        texts["layers"] = "[" + ",".join([layer.text for layer in self.layers]) + "]"
        texts |= {name: op.text if op else "null" for name, op in self._ops()}
        return dict(sorted(texts.items()))


_VARIED = {"inputs", "targets", "seed"}
"""What is often other than before, in an experiment that is else the same."""
_NAMES = {f.name for f in fields(Experiment)}
_ADDED = {name: write(value) for name, value in ADDED.items()}


def _object(texts: Iterable[tuple[str, str]]) -> str:
    return "{" + ",".join([f'"{name}":{text}' for name, text in texts]) + "}"


def _listed(array: Array) -> str:
    """Finite numbers as JSON text: as Python writes lists, several times as fast as its encoder."""
    return str(array.tolist()).replace(" ", "")


def _rate(value: Any) -> float:
    if not is_number(value):
        raise InvalidExperiment("/learning_rate", "a finite number is needed")
    return float(value)
