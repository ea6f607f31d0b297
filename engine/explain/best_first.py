"""Best-first search: walks from a cell to the loss in the order of their |product|.

What a product can still become is known exactly (`Reach.largest`), so the best open walk is always
the beginning of the next in order, and no other is looked at twice. A cell's links are looked at
one by one, the most promising first.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np

from engine.explain.local import Derivatives
from engine.explain.moved import Cell
from engine.explain.reach import Reach
from engine.program.program import Program


@dataclass(slots=True)
class Link:
    """To a cell, with its derivative by the cell before."""

    most: float
    """The largest |product| from the cell before to the loss, through this link."""
    derivative: float
    tensor: str
    cell: Cell
    flat: int
    onward: "list[Link] | None" = None
    """The links of the cell, the most promising first; found when a walk comes by."""


Walk = tuple[Link, float, Any]
"""The last link, the product so far, and the walk that ends one link before."""


class Search:
    """Iterates over the walks from a cell; `begin` are the derivatives that lead from it."""

    def __init__(
        self, program: Program, behind: Reach, start: tuple[str, Cell, int],
        begin: Sequence[Derivatives],
    ) -> None:  # fmt: skip
        self.program, self.behind = program, behind
        self.known: dict[tuple[str, int], list[Link]] = behind.links
        self.start = Link(0.0, 1.0, *start)
        self.start.onward = self.links(start[2], begin)

    def __iter__(self) -> Iterator[Walk]:
        tick = count()
        first: Walk = (self.start, 1.0, None)
        waiting = [(0.0, next(tick), first, 0)] if self.start.onward else []
        while waiting:
            _, _, walk, rank = heapq.heappop(waiting)
            while ahead := walk[0].onward if walk[0].onward is not None else self.onward(walk[0]):
                product = walk[1]
                if rank + 1 < len(ahead):
                    bound = -abs(product) * ahead[rank + 1].most
                    heapq.heappush(waiting, (bound, next(tick), walk, rank + 1))
                link = ahead[rank]
                walk, rank = (link, product * link.derivative, walk), 0
            yield walk

    def onward(self, link: Link) -> list[Link]:
        """The links of the cell that a link leads to; E has none."""
        place = link.tensor, link.flat
        if place not in self.known:
            self.known[place] = self.links(link.flat, self.behind.onward[link.tensor])
        link.onward = self.known[place]
        return link.onward

    def links(self, flat: int, onward: Sequence[Derivatives]) -> list[Link]:
        """Those that leave a cell and come to the loss."""
        found: list[Link] = []
        for d in onward:
            first, end = d.source.searchsorted((flat, flat + 1))
            to, value = d.to[first:end], d.value[first:end]
            leads = self.behind.counts[d.made][to] > 0
            to, value = to[leads], value[leads]
            most = np.abs(value) * self.behind.largest[d.made][to]
            cells = places(to, self.program.tensors[d.made].shape)
            told = zip(most.tolist(), value.tolist(), cells, to.tolist(), strict=True)
            found += [Link(m, v, d.made, cell, k) for m, v, cell, k in told]
        found.sort(key=lambda link: -link.most)
        return found


def places(flat: np.ndarray, shape: tuple[int, ...]) -> list[Cell]:
    """Flat cells as places along each axis."""
    if not shape:
        return [()] * len(flat)
    return list(zip(*(axis.tolist() for axis in np.unravel_index(flat, shape)), strict=True))
