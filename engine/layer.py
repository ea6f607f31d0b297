"""A layer of an experiment: an op and its activation."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engine.op import Op
from engine.ops.identity import Identity
from engine.settings import write


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

    @cached_property
    def text(self) -> str:
        """`to_json` as text, keys sorted."""
        return write(self.to_json())
