"""Add: where paths meet, what they bring is added, cell by cell."""

from dataclasses import dataclass

import numpy as np

from engine.counted import counted
from engine.families.layer import InvalidInput, LayerOp
from engine.op import Array, Shape
from engine.roles import Role
from engine.rule import rule
from engine.settings import bounded


@dataclass(frozen=True)
class Add(LayerOp):
    """x₁ + x₂ + …, all of one shape. With a layer and an earlier one: a skip connection (He et al.
    2015).

    `source` is the short way to read the layer before it and one other: its place in `layers`,
    counted from 0; −1 is the input. On the way back each gets the whole gradient: where the paths
    parted, it is summed.
    """

    source: int | None = bounded(None, low=-1, high=255)
    layout_free = True
    roles = {"sum": Role("output", "h@")}

    @rule("sum(x)")
    def sum(self, out: Array, *x: Array) -> None:
        np.add(x[0], x[1], out=out)
        for other in x[2:]:
            np.add(out, other, out=out)

    @rule("d_sum")
    def d_x(self, out: Array, d_sum: Array) -> None:
        np.copyto(out, d_sum)

    @property
    def sources(self) -> tuple[int, ...]:
        return () if self.source is None else (self.source,)

    def shapes(self, *x: Shape) -> dict[str, Shape]:
        for number, shape in enumerate(x):
            if shape != x[0]:
                has, needs = (" × ".join(map(str, s)) for s in (shape, x[0]))
                message = f"{counted(has, 'number')} cannot be added to {needs}"
                raise InvalidInput(number, message, x[0])
        return {"sum": x[0]}
