"""What every layer is: it reads an input and writes an output of its own name."""

from typing import ClassVar

from engine.op import Op, Shape
from engine.roles import Role

Z = Role("output", "z@", gradient=r"\delta@")
"""The sum of a neuron: δ is its gradient."""


class LayerOp(Op):
    """What a layer does: x → an output of its own name."""

    family = "layer"
    roles = {"x": Role("input", "x@", end="from")}
    activated: ClassVar[bool] = False
    """Whether its output is the sum z of a neuron, behind which an activation always stands."""

    @property
    def sources(self) -> tuple[int, ...]:
        """Places in `layers` of what it reads beside the layer before it, −1 for the input."""
        return ()

    def fewest(self, x: Shape) -> int:
        """Examples that a batch must have for it to learn."""
        return 1


class InvalidInput(ValueError):
    """One of many inputs does not fit: which, counted from 0, why, and the shape that would."""

    def __init__(self, number: int, why: str, shape: Shape) -> None:
        super().__init__(why)
        self.number, self.shape = number, shape
