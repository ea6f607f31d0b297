"""Concat: what several layers give is laid one behind the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from engine.counted import counted
from engine.families.layer import InvalidInput, LayerOp
from engine.op import Array, Shape
from engine.roles import Role
from engine.rule import Rule, rule


@dataclass(frozen=True)
class Concat(LayerOp):
    """c = (x₁, x₂, …): features behind features, of images channels behind channels.

    No number changes; on the way back each layer gets the part that it brought. As torch.cat along
    axis 1.
    """

    layout_free = True
    roles = {"concat": Role("output", "c@")}
    wiring = "joined"

    @rule("one(x)", r"\left(<x>\right)")
    def concat(self, out: Array, *x: Array) -> None:
        begin = 0
        for part in x:
            np.copyto(out[:, begin : begin + part.shape[1]], part)
            begin += part.shape[1]

    @rule("sum(d_concat)", r"\operatorname{part}(<d_concat>)")
    def d_x(self, out: Array, d_concat: Array, *, begin: int) -> None:
        np.copyto(out, d_concat[:, begin : begin + out.shape[1]])

    def method(self, rule: Rule, inputs: Sequence[Shape], which: int) -> Callable[..., None]:
        if rule.writes == self.output:
            return super().method(rule, inputs, which)
        d_x: Callable[..., None] = self.d_x
        return partial(d_x, begin=sum(x[0] for x in inputs[:which]))

    def shapes(self, *x: Shape) -> dict[str, Shape]:
        for number, shape in enumerate(x):
            if shape[1:] != x[0][1:]:
                has, needs = (" × ".join(map(str, s)) for s in (shape, x[0]))
                message = f"{counted(has, 'number')} cannot stand behind {needs}"
                raise InvalidInput(number, message, x[0])
        return {"concat": (sum(shape[0] for shape in x), *x[0][1:])}
