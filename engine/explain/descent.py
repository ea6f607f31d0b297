"""What a step of descent promised and what came, and E over one weight with its tangent.

On the batch and with the noise of the iteration, so that the tangent is its gradient.
"""

from dataclasses import dataclass

import numpy as np

from engine.explain.moved import Cell, Moved
from engine.explain.place import at
from engine.op import Array
from engine.pausing import Pausing, finish
from engine.run.iteration import Trace


@dataclass(frozen=True)
class Promise:
    """Of a step: gradient · step, and by how much E changed."""

    promised: float
    came: float


@dataclass(frozen=True, eq=False)
class Slice:
    """E over one cell of a parameter; the tangent goes through (value, loss)."""

    parameter: str
    cell: Cell
    points: Array
    losses: Array
    value: float
    loss: float
    gradient: float
    to: float
    """The cell's new value."""
    step: Promise
    """Were this cell the only one to move."""


def loss_slice(done: Trace, parameter: str, cell: Cell, points: Array) -> Slice:
    """The slice at these values of the cell; a loss there may not be finite.

    Raises KeyError for what is no parameter, IndexError for a cell that it has not.
    """
    return finish(slicing(done, parameter, cell, points))


def slicing(done: Trace, parameter: str, cell: Cell, points: Array) -> Pausing[Slice]:
    """`loss_slice`, with pauses."""
    if parameter not in done.program.parameters:
        raise KeyError(f"no parameter {parameter}")
    at(done.program, parameter, cell)
    now = Moved(done)
    value, loss = now.value(parameter, cell), now.loss(parameter)
    gradient, to = (float(done[name][cell]) for name in (f"d_{parameter}", f"{parameter}'"))
    losses = np.empty(len(points))
    for k, point in enumerate(points):
        losses[k] = now(parameter, cell, float(point) - value)[0].real
        yield
    came = now(parameter, cell, to - value)[0].real - loss
    step = Promise(gradient * (to - value), came)
    return Slice(parameter, cell, points, losses, value, loss, gradient, to, step)


def descent(done: Trace) -> Promise:
    """Of the whole step, all parameters together."""
    program = done.program
    promised = sum(
        float(np.vdot(done[f"d_{name}"], done[f"{name}'"] - done[name]))
        for name in program.parameters
    )
    now = Moved(done)
    loss = now.value("E", ())
    for name in program.parameters:
        now[name][...] = done[f"{name}'"]
    now.run()
    return Promise(promised, float(now["E"]) - loss)
