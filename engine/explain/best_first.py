"""Best-first search: walks from a cell to the loss in the order of their |product|.

What a product can still become is known exactly (`Reach.largest`), so the best open walk is always
the beginning of the next in order, and no other is looked at twice. A cell's links are looked at
one by one, the most promising first.
"""

import heapq
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

import numpy as np

from engine.explain.local import Derivatives
from engine.explain.reach import Reach

Place = tuple[str, int]
"""A tensor and a flat cell of it."""


Walk = tuple[Place, float, float, Any]
"""A place, the derivative of the link to it, what the way there multiplies to, and the walk that
ends one link before."""

Ahead = list[tuple[float, float, Place]]
"""Links of a place: the largest |product| from there to the loss, ∂ behind / ∂ place, and where
it leads."""


class Search:
    """Iterates over the walks; `begin` are the derivatives that lead from the start."""

    def __init__(self, behind: Reach, start: Place, begin: Sequence[Derivatives]) -> None:
        self.behind = behind
        self.start: Walk = (start, 1.0, 1.0, None)
        self.known: dict[Place, Ahead] = {start: self._ahead(start[1], begin)}

    def __iter__(self) -> Iterator[Walk]:
        tick = count()
        walk, rank = self.start, 0
        waiting: list[tuple[float, int, Walk, int]] = []
        if self.known[walk[0]]:
            waiting.append((0.0, next(tick), walk, 0))
        while waiting:
            _, _, walk, rank = heapq.heappop(waiting)
            while walk[0][0] != "E":
                ahead = self.ahead(walk[0])
                if rank + 1 < len(ahead):
                    bound = -abs(walk[2]) * ahead[rank + 1][0]
                    heapq.heappush(waiting, (bound, next(tick), walk, rank + 1))
                _, derivative, place = ahead[rank]
                walk, rank = (place, derivative, walk[2] * derivative, walk), 0
            yield walk

    def ahead(self, place: Place) -> Ahead:
        """What leads on from a place, the most promising first."""
        found = self.known.get(place)
        if found is None:
            found = self.known[place] = self._ahead(place[1], self.behind.onward[place[0]])
        return found

    def _ahead(self, cell: int, onward: Sequence[Derivatives]) -> Ahead:
        found: Ahead = []
        for d in onward:
            first, end = np.searchsorted(d.source, (cell, cell + 1))
            to, value = d.to[first:end], d.value[first:end]
            most = np.abs(value) * self.behind.largest[d.made][to]
            leads = self.behind.counts[d.made][to] > 0
            places = [(d.made, k) for k in to[leads].tolist()]
            found += zip(most[leads].tolist(), value[leads].tolist(), places, strict=True)
        found.sort(key=lambda link: -link[0])
        return found
