"""Gather: where paths part on the way forward, gradients meet on the way back and are summed."""

from dataclasses import dataclass

import numpy as np

from engine.op import Array, Op, Shape
from engine.roles import Role
from engine.rule import rule


@dataclass(frozen=True)
class Gather(Op):
    """g = p₁ + p₂ + …: the shares of a gradient, one from each op that reads the tensor.

    Its own family: a program uses it for a tensor that several ops read.
    """

    family = "gather"
    layout_free = True
    roles = {"p": Role("input"), "g": Role("output")}

    @rule("sum(p)")
    def g(self, out: Array, *p: Array) -> None:
        np.copyto(out, p[0])
        for share in p[1:]:
            np.add(out, share, out=out)

    def shapes(self, x: Shape) -> dict[str, Shape]:
        return {"g": x}
