"""A checkpoint is all that an iteration takes from those before it; a run can go on from it."""

import base64
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.counted import counted
from engine.op import Array
from engine.random.seed import Seed
from engine.validation.validate import InvalidExperiment, numbers, whole

if TYPE_CHECKING:
    from engine.experiment.value import Experiment
    from engine.program.network import Network


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """Parameters and the optimizer's state before an iteration, as one flat vector.

    They stand in the order of `Program.parameters` and `Program.state`. Raises InvalidExperiment
    for an iteration that is no whole number from 0 or for values that are not finite numbers.
    """

    iteration: int
    values: Array

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "iteration", whole("/checkpoint/iteration", self.iteration, 0))
        put(self, "values", numbers("/checkpoint/values", self.values))

    def check(self, experiment: "Experiment", iteration: int) -> None:
        """Raise InvalidExperiment unless the experiment can go on from here to the iteration."""
        needed = experiment.network.carried
        if self.values.shape != (needed,):
            message = f"this experiment needs {counted(needed, 'value')}, parameters and state"
            raise InvalidExperiment("/checkpoint/values", message, needed)
        if self.iteration > iteration:
            message = "a run goes on from a checkpoint, not back"
            raise InvalidExperiment("/checkpoint/iteration", message, iteration, iteration)

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"iteration": self.iteration, "values": self.values.tolist()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Checkpoint":
        """The checkpoint of `{"iteration": …, "values": …}`, a list or a text as in a frame."""
        values = data["values"]
        return cls(data["iteration"], floats(values) if isinstance(values, str) else values)

    def to_bytes(self) -> bytes:
        """The iteration as uint64 and the values as float64, little-endian."""
        return struct.pack("<Q", self.iteration) + self.values.astype("<f8").tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Checkpoint":
        """The checkpoint of such bytes; raises ValueError if their length does not fit."""
        if len(data) < 8 or len(data) % 8:
            raise ValueError("a checkpoint has 8 bytes for the iteration and 8 for each value")
        return cls(struct.unpack_from("<Q", data)[0], np.frombuffer(data, "<f8", offset=8))

    def to_text(self) -> str:
        """Its bytes in base64."""
        return base64.b64encode(self.to_bytes()).decode("ascii")

    @classmethod
    def from_text(cls, text: str) -> "Checkpoint":
        """The checkpoint of such a text; raises ValueError if it is none."""
        return cls.from_bytes(base64.b64decode(text, validate=True))


def floats(text: str) -> Array:
    """The values in a text: little-endian float64 in base64, also with the letters of links and
    without padding. Raises InvalidExperiment if it is something else or one is not finite.

    (count,).
    """
    plain = text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4)
    try:
        raw = base64.b64decode(plain, validate=True)
    except ValueError:
        message = "a text here must be base64 of little-endian float64"
        raise InvalidExperiment("/checkpoint/values", message) from None
    if len(raw) % 8:
        message = f"each value takes 8 bytes in base64; {len(raw)} is no multiple of 8"
        raise InvalidExperiment("/checkpoint/values", message, nearest=len(raw) // 8 * 8)
    values = np.frombuffer(raw, "<f8")
    finite = np.isfinite(values)
    if not finite.all():
        message = f"every number must be finite; number {finite.argmin()}, counted from 0, is not"
        raise InvalidExperiment("/checkpoint/values", message)
    return values


def first(experiment: "Experiment") -> Checkpoint:
    """Where an experiment begins."""
    if not experiment.parameters:
        return _drawn(experiment.network, experiment.seed)
    return _begin(experiment.network, experiment.start)


@lru_cache(maxsize=16)
def _drawn(network: "Network", seed: Seed) -> Checkpoint:
    """Where all experiments of a network begin that are given no parameters."""
    return _begin(network, network.start(seed))


def _begin(network: "Network", start: Mapping[str, Array]) -> Checkpoint:
    program, optimizer = network.any_program, network.optimizer
    parts = [start[name].ravel() for name in program.parameters]
    for t in (program.tensors[name] for name in program.state):
        begins = program.begins(t.name) or 0.0  # of a layer's state
        if t.of is not None:
            begins = optimizer.begin(t.role) if t.role in optimizer.playing("state") else 0.0
        parts.append(np.full(t.size, begins))
    return Checkpoint(0, np.concatenate(parts))
