"""Add: a skip connection. What an earlier layer gave is added, past the layers between."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.op import Array, LayerOp, Shape, rule
from engine.settings import bounded


@dataclass(frozen=True)
class Add(LayerOp):
    """x + r: the layer before it plus an earlier one of the same shape (He et al. 2015).

    `source` is the place of that layer in `layers`, counted from 0; −1 is the input. On the
    way back both get the whole gradient: where the paths parted, it is summed.
    """

    source: int = bounded(low=-1, high=255)
    output = "sum"
    parameters = ()
    ends = {"x": "from", "skip": "from", "sum": "to"}
    symbols = {"sum": "h@"}

    @rule("x + skip")
    def sum(self, out: Array, x: Array, skip: Array) -> None:
        np.add(x, skip, out=out)

    @rule("d_sum")
    def d_x(self, out: Array, d_sum: Array) -> None:
        np.copyto(out, d_sum)

    @rule("d_sum")
    def d_skip(self, out: Array, d_sum: Array) -> None:
        np.copyto(out, d_sum)

    @property
    def others(self) -> Mapping[str, int]:
        return {"skip": self.source}

    def shapes(self, x: Shape) -> dict[str, Shape]:
        return {"sum": x}
