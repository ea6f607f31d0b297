"""One path is followed where many part, and its product is taken for the whole."""

from engine.bugs.bug import FIRST, Bug, Site, Wrong
from engine.bugs.sums import picked, terms


class OnlyFirstPath(Bug):
    """Of all wires that lead on from a cell, or that carry a weight of a kernel, the first alone
    counts; of several layers that read a tensor, the first alone."""

    needs = "a cell from which several wires lead on"

    def replace(self, at: Site) -> Wrong | None:
        if at.phase != "backward" or not terms(at, examples=False):
            return None
        return picked(at, FIRST)
