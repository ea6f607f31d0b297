"""Frozen: a parameter that is not trained keeps its value."""

from dataclasses import dataclass

import numpy as np

from engine.families.optimizer import OptimizerOp
from engine.op import Array
from engine.rule import rule


@dataclass(frozen=True)
class Frozen(OptimizerOp):
    """w' = w. Its own family: a program uses it for the parameters an experiment freezes."""

    family = "frozen"

    @rule("w")
    def w_new(self, out: Array, w: Array) -> None:
        np.copyto(out, w)
