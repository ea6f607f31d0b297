"""Paths are averaged where they add up."""

from engine.bugs.bug import RESULT, Bug, Site, Wrong
from engine.bugs.sums import terms
from engine.ops.layers.dense import Dense


class PathsAveraged(Bug):
    """∂E/∂a is divided by the number of neurons that a leads to."""

    turn = RESULT
    needs = "a hidden layer before a dense one with several neurons"

    def replace(self, at: Site) -> Wrong | None:
        dense = at.phase == "backward" and isinstance(at.op, Dense) and at.rule.writes == "d_x"
        if not dense or not terms(at, examples=False):
            return None
        return at.scaled(1 / at.shape("z")[0])
