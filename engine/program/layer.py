"""A layer of an experiment: an op, and perhaps an activation behind it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engine.families.layer import LayerOp
from engine.op import Op
from engine.ops.activations.identity import Identity
from engine.settings import write


@dataclass(frozen=True)
class Layer:
    """An op, and its activation: identity where one must stand behind it, else perhaps none."""

    op: LayerOp
    activation: Op | None = None
    reads: tuple[int | None, ...] | None = None
    """Places in `layers` of what it reads, counted from 0; −1 is the input, None the layer before.
    Left out, that one, and what its op names itself."""

    def __post_init__(self) -> None:
        if self.activation is None and getattr(self.op, "activated", False):
            object.__setattr__(self, "activation", Identity())

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Made once: networks are looked up by their layers."""
        return hash((self.op, self.activation, self.reads))

    @property
    def ops(self) -> tuple[Op, ...]:
        """The op and its activation, if it has one."""
        return (self.op,) if self.activation is None else (self.op, self.activation)

    def to_json(self) -> dict[str, Any]:
        """The layer's hyperparameters, with its activation and what it reads beside them."""
        beside: dict[str, Any] = {}
        if self.activation is not None:
            beside["activation"] = self.activation.to_json()
        if self.reads is not None:
            beside["reads"] = list(self.reads)
        return self.op.to_json() | beside

    def sources(self, place: int) -> tuple[int, ...]:
        """Places of what it reads, for a layer at this place."""
        named = (None, *self.op.sources) if self.reads is None else self.reads
        return tuple([place - 1 if source is None else source for source in named])

    @cached_property
    def text(self) -> str:
        """`to_json` as text, keys sorted."""
        return write(self.to_json())
