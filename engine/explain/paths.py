"""Paths: the routes by which a cell acts on the loss, each with its product of local derivatives.

∂E/∂w is the sum over all of them, as the chain rule says. There may be millions, over a few
hundred links: their number and their sum come from one pass back, the largest products from a
best-first search that knows exactly how large a product can still become.
"""

import math
from dataclasses import dataclass
from itertools import islice

import numpy as np

from engine.explain.best_first import Search, Walk
from engine.explain.local import of_parameter
from engine.explain.moved import Cell
from engine.explain.place import at
from engine.explain.reach import reach
from engine.pausing import Pausing, finish
from engine.run.iteration import Trace


@dataclass(frozen=True)
class Path:
    """From the chosen cell to E: where it passes, and the derivative of each cell by the last."""

    product: float
    tensors: tuple[str, ...]
    cells: tuple[Cell, ...]
    derivatives: tuple[float, ...]


@dataclass(frozen=True)
class Paths:
    """Those of the largest |product|, largest first, and what all the others come to."""

    tensor: str
    cell: Cell
    gradient: float
    """Σ over all paths."""
    size: float
    """Σ |product| over all paths: what is there before it cancels."""
    count: int
    listed: tuple[Path, ...]
    rest: float
    """Σ over the paths that are not listed."""


def paths(done: Trace, tensor: str, cell: Cell, most: int = 200) -> Paths:
    """The paths from one cell of a parameter, of the input or of what an op gives to the loss.

    Raises KeyError for another tensor, IndexError for a cell that it has not, and ValueError
    where the program has no way back to it: the input's needs `input_gradient`.
    """
    return finish(following(done, tensor, cell, most))


def following(done: Trace, tensor: str, cell: Cell, most: int = 200) -> Pausing[Paths]:
    """`paths`, with pauses."""
    place = at(done.program, tensor, cell)
    if done.program.tensors[tensor].kind == "parameter":
        first = of_parameter(done, tensor, place)
        behind = yield from reach(done, first.made)
        total = float(np.dot(first.value, behind.sums[first.made][first.to]))
        size = float(np.dot(np.abs(first.value), behind.sizes[first.made][first.to]))
        number = int(behind.counts[first.made][first.to].sum())
        begin = [first]
    else:
        behind = yield from reach(done, tensor)
        total, size = (float(of[tensor][place]) for of in (behind.sums, behind.sizes))
        number = int(behind.counts[tensor][place])
        begin = behind.onward[tensor]
    yield
    walks: list[Walk] = []
    for walk in islice(Search(done.program, behind, (tensor, cell, place), begin), most):
        walks.append(walk)
        yield
    listed = tuple(_path(walk) for walk in walks)
    rest = total - math.fsum(p.product for p in listed) if number > len(listed) else 0.0
    return Paths(tensor, cell, total, size, number, listed, rest)


def _path(walk: Walk) -> Path:
    """A walk from its beginning on."""
    product, links = walk[1], []
    here: Walk | None = walk
    while here:
        links.append(here[0])
        here = here[2]
    links.reverse()
    return Path(
        product,
        tuple([link.tensor for link in links]),
        tuple([link.cell for link in links]),
        tuple([link.derivative for link in links[1:]]),
    )
