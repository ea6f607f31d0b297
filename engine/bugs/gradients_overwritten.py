"""`=` where `+=` belongs: what was added up so far is lost, and the last term remains."""

from engine.bugs.bug import LAST, Bug, Site, Wrong
from engine.bugs.sums import picked, terms


class GradientsOverwritten(Bug):
    """A gradient that several examples, places, wires or layers add to keeps the last term."""

    needs = "a gradient that several terms add up to"

    def replace(self, at: Site) -> Wrong | None:
        if at.phase != "backward" or not terms(at, examples=True):
            return None
        return picked(at, LAST)
