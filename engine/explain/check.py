"""Gradient check: the backward pass against nudging each parameter and watching the loss.

Central differences, (E(w + h) − E(w − h)) / 2h, serve every network. Where all its ops are
smooth, so does the complex step, Im E(w + ih) / h, which subtracts nothing and so is exact
to the last digits (Squire and Trapp 1998).
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from engine.experiment.value import Experiment
from engine.explain.moved import Cell, Kinks, Moved, changed
from engine.explain.rounding import EPSILON, uncertainty
from engine.explain.without_bugs import without_bugs
from engine.op import Array
from engine.pausing import Pausing, finish
from engine.run.iteration import Trace
from engine.run.trace import trace

NUDGE = 6e-6
"""h of central differences for a parameter of size 1: the cube root of float64's precision."""
SMALLER = (1.0, 1 / 16, 1 / 256)
"""Where h is too long for how sharply E bends, shorter ones are tried."""
IMAGINARY_NUDGE = 1e-20
LEAST = 1e-290
"""An imaginary part below this has lost digits to the end of float64."""
TOLERANCE = 1e-6
"""What central differences may be off, relative to the largest entry of the gradient."""


@dataclass(frozen=True)
class CellCheck:
    """∂E/∂w of one cell of a parameter, found in up to three ways."""

    parameter: str
    cell: Cell
    analytic: float
    numeric: float
    """By central differences."""
    complex_step: float | None
    """None if an op of the network is not smooth, or if `complex_lost` says where it got lost."""
    difference: float
    """Between analytic and numeric, relative to the largest entry of the parameter's gradient."""
    complex_difference: float | None
    rounding: float
    """How far float64 alone can put the numeric value off, relative likewise."""
    kinks: Kinks
    """Cells that the nudge carries across a kink: there the numeric value means nothing."""
    complex_lost: str | None = None
    """The first tensor that moves with the parameter though its imaginary part is gone, as behind
    a rule that is written with `abs`; or E, where it is too small. The complex step then gives
    nothing to compare."""

    @property
    def agrees(self) -> bool | None:
        """Whether the two agree; None across a kink, where nothing can be said."""
        return None if self.kinks else self.difference <= TOLERANCE + self.rounding


def check(
    experiment: Experiment, iteration: int = 0, parameters: Iterable[str] | None = None
) -> list[CellCheck]:
    """Check the gradients of one iteration, for all parameters or those named.

    Of an experiment with bugs its own gradients are held against the loss of the right program,
    with the same values and examples. Raises KeyError for a name that is no parameter, and
    Diverged as `trace` does.
    """
    return finish(checking(trace(experiment, iteration), parameters))


def checking(
    done: Trace, parameters: Iterable[str] | None = None, most: int | None = None
) -> Pausing[list[CellCheck]]:
    """`check` of a trace, with a pause after each cell; of at most so many of each parameter,
    evenly spread. All are compared with the largest entry of the whole gradient."""
    names = done.program.parameters if parameters is None else tuple(parameters)
    for name in names:
        if name not in done.program.parameters:
            raise KeyError(f"no parameter {name}; there are {', '.join(done.program.parameters)}")
    if not names:
        return []
    right = without_bugs(done)
    uncertain = uncertainty(right)
    found = []
    for name in names:
        found += yield from _of_parameter(right, name, uncertain, most, done[f"d_{name}"])
    return found


@dataclass(frozen=True)
class Numeric:
    """∂E/∂w of a cell by central differences."""

    value: float
    rounding: float
    kinks: Kinks
    h: float
    """By how much the cell was moved."""
    agrees: bool | None
    """As `CellCheck.agrees`, by this cell alone."""


def _of_parameter(
    done: Trace, name: str, uncertain: float, most: int | None, gradient: Array
) -> Pausing[list[CellCheck]]:
    real = Moved(done, float)
    smooth = all(op.smooth for op in done.program.ops)
    imaginary = Moved(done, complex) if smooth else None
    largest = float(np.abs(gradient).max())
    found, exact, lost = {}, np.zeros(gradient.shape), dict[Cell, str]()
    for cell in _spread(gradient.shape, most):
        yield
        found[cell] = central(real, name, cell, uncertain, (float(gradient[cell]), largest))
        if imaginary:
            part = imaginary(name, cell, 1j * IMAGINARY_NUDGE)[0].imag
            exact[cell] = part / IMAGINARY_NUDGE
            apart = abs(exact[cell] - found[cell].value)
            if apart > TOLERANCE * largest + found[cell].rounding and not found[cell].kinks:
                where = imaginary.lost(_what_moves(real, name, cell, found[cell].h))
                lost |= {cell: where} if where else {}
            if 0 < abs(part) < LEAST:
                lost[cell] = "E"
    said = [abs(n.value) for n in found.values() if not n.kinks]
    size = max([largest, *said]) or 1.0
    checks = []
    for cell, n in found.items():
        analytic = float(gradient[cell])
        told = smooth and cell not in lost
        checks.append(CellCheck(
            name,
            cell,
            analytic,
            n.value,
            float(exact[cell]) if told else None,
            abs(analytic - n.value) / size,
            float(abs(analytic - exact[cell]) / size) if told else None,
            n.rounding / size,
            n.kinks,
            lost.get(cell),
        ))  # fmt: skip
    return checks


def _spread(shape: tuple[int, ...], most: int | None) -> Iterator[Cell]:
    """All cells, or so many at equal distances, the first and the last among them."""
    size = math.prod(shape)
    flat = range(size) if most is None or most >= size else np.linspace(0, size - 1, most)
    return (tuple(map(int, np.unravel_index(int(k), shape))) for k in flat)


def central(
    real: Moved, name: str, cell: Cell, uncertain: float, expected: tuple[float, float]
) -> Numeric:
    """Central differences with the longest h that agrees, or with the one that comes nearest.

    Where none does, as E bends too sharply, what two of them lead to as h goes to 0 (Richardson):
    they are off by a multiple of h².
    """
    analytic, largest = expected
    found: list[Numeric] = []

    def judged(value: float, rounding: float, kinks: Kinks) -> Numeric:
        size = max(largest, abs(value)) or 1.0
        agrees = None if kinks else abs(value - analytic) <= TOLERANCE * size + rounding
        found.append(Numeric(value, rounding, kinks, h, agrees))
        return found[-1]

    for part in SMALLER:
        h = NUDGE * max(1.0, abs(real.value(name, cell))) * part
        above, above_pieces = real(name, cell, h)
        below, below_pieces = real(name, cell, -h)
        rounding = (uncertain + EPSILON * (abs(above) + abs(below))) / h
        kinks = changed(above_pieces, below_pieces)
        value = (above - below).real / (2 * h)
        if judged(value, rounding, kinks).agrees is False:
            rounding += uncertainty(real.with_gradients(), name) / h  # in a minimum only there
            judged(value, rounding, kinks)
        if found[-1].agrees is not False:
            break
    else:
        longer, last = found[-3], found[-1]
        ratio = (SMALLER[-2] / SMALLER[-1]) ** 2
        limit = last.value + (last.value - longer.value) / (ratio - 1)
        judged(limit, last.rounding * (ratio + 1) / (ratio - 1), last.kinks)
    return min(found, key=lambda n: (n.agrees is False, abs(n.value - analytic)))


def _what_moves(real: Moved, name: str, cell: Cell, h: float) -> Array:
    """Which numbers of the vector move with a cell, and not by rounding alone."""
    real(name, cell, h)
    up = real.vector.copy()
    real(name, cell, -h)
    moves: Array = abs(up - real.vector) > 1e3 * EPSILON * (abs(up) + abs(real.vector))
    return moves
