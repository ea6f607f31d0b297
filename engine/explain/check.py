"""Gradient check: the backward pass against nudging each parameter and watching the loss.

Central differences, (E(w + h) − E(w − h)) / 2h, serve every network. Where all its ops are
smooth, so does the complex step, Im E(w + ih) / h, which subtracts nothing and so is exact
to the last digits (Squire and Trapp 1998).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from engine.experiment.value import Experiment
from engine.op import Array
from engine.run.answers import output
from engine.run.trace import Trace, trace

NUDGE = 6e-6
"""h of central differences for a parameter of size 1: the cube root of float64's precision."""
SMALLER = (1.0, 1 / 16, 1 / 256)
"""Where h is too long for how sharply E bends, shorter ones are tried."""
IMAGINARY_NUDGE = 1e-20
LEAST = 1e-290
"""An imaginary part below this has lost digits to the end of float64."""
TOLERANCE = 1e-6
"""What central differences may be off, relative to the largest entry of the gradient."""
EPSILON = float(np.finfo(float).eps)

Cell = tuple[int, ...]


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
    kinks: tuple[tuple[str, Cell], ...]
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

    Raises KeyError for a name that is no parameter, and Diverged as `trace` does.
    """
    done = trace(experiment, iteration)
    names = done.program.parameters if parameters is None else tuple(parameters)
    for name in names:
        if name not in done.program.parameters:
            raise KeyError(f"no parameter {name}; there are {', '.join(done.program.parameters)}")
    uncertain = _uncertainty(done)
    return [cell for name in names for cell in _of_parameter(done, name, uncertain)]


@dataclass(frozen=True)
class _Numeric:
    """∂E/∂w of a cell by central differences."""

    value: float
    rounding: float
    kinks: tuple[tuple[str, Cell], ...]
    moved: Array
    """Which numbers of the vector moved with the nudge, and not by rounding alone."""


def _of_parameter(done: Trace, name: str, uncertain: float) -> Iterator[CellCheck]:
    real = _Forward(done, float)
    smooth = all(op.smooth for op in done.program.ops)
    imaginary = _Forward(done, complex) if smooth else None
    gradient = done[f"d_{name}"]
    largest = float(np.abs(gradient).max())
    found, exact, lost = {}, np.zeros(gradient.shape), dict[Cell, str]()
    for cell in np.ndindex(gradient.shape):
        found[cell] = _central(real, name, cell, uncertain, (float(gradient[cell]), largest))
        if imaginary:
            part = imaginary(name, cell, 1j * IMAGINARY_NUDGE)[0].imag
            exact[cell] = part / IMAGINARY_NUDGE
            apart = abs(exact[cell] - found[cell].value)
            if apart > TOLERANCE * largest + found[cell].rounding and not found[cell].kinks:
                where = imaginary.lost(found[cell].moved)
                lost |= {cell: where} if where else {}
            if 0 < abs(part) < LEAST:
                lost[cell] = "E"
    said = [abs(n.value) for n in found.values() if not n.kinks]
    size = max([largest, *said]) or 1.0
    for cell, n in found.items():
        analytic = float(gradient[cell])
        told = smooth and cell not in lost
        yield CellCheck(
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
        )


def _central(
    real: "_Forward", name: str, cell: Cell, uncertain: float, expected: tuple[float, float]
) -> _Numeric:
    """Central differences with the longest h that agrees, or with the one that comes nearest."""
    analytic, largest = expected
    best: _Numeric | None = None
    for part in SMALLER:
        h = NUDGE * max(1.0, abs(real.value(name, cell))) * part
        above, above_pieces = real(name, cell, h)
        up = real.vector.copy()
        below, below_pieces = real(name, cell, -h)
        moved = abs(up - real.vector) > 1e3 * EPSILON * (abs(up) + abs(real.vector))
        rounding = (uncertain + EPSILON * (abs(above) + abs(below))) / h
        kinks = tuple(_changed(above_pieces, below_pieces))
        now = _Numeric((above - below).real / (2 * h), rounding, kinks, moved)
        if best is None or abs(now.value - analytic) < abs(best.value - analytic):
            best = now
        size = max(largest, abs(now.value)) or 1.0
        if kinks or abs(now.value - analytic) <= TOLERANCE * size + rounding:
            return best
    assert best is not None
    return best


def _uncertainty(done: Trace) -> float:
    """How far E may be off by the rounding of what it is made of: Σ |t| |∂E/∂t| · ε over all
    numbers t on the way to it, of a sum those of its terms. A small E can be made of large ones."""
    program = done.program
    total = 0.0
    loss = next(program.ops[s.op] for s in program.steps if s.phase == "loss")
    for step in program.steps:
        gradient = program.tensors.get(f"d_{step.writes}")
        if step.phase != "forward" or gradient is None:
            continue
        if getattr(loss, "beside", ()) and step.writes == output(program):
            continue  # E is computed from what stands before it
        size = np.abs(done[step.writes])
        if program.ops[step.op].family == "layer":
            terms = np.zeros_like(size)
            step.method(terms, *(np.abs(done[n]) for n in step.reads.values()))
            size = np.fmax(size, np.abs(terms))
        total += float(np.sum(size * np.abs(done[gradient.name])))
    return EPSILON * total


class _Forward:
    """The loss as a function of one nudged cell: the program's own steps, up to the loss."""

    def __init__(self, done: Trace, number: type) -> None:
        self.program = done.program
        self.vector: Array = done.vector.astype(number)
        bound = zip(self.program.steps, self.program.bind(self.vector), strict=True)
        self.steps = [(s, call) for s, call in bound if s.phase in ("forward", "loss")]

    def __call__(self, name: str, cell: Cell, nudge: complex) -> tuple[complex, dict[str, Array]]:
        """The loss, and for every op with kinks which side of them each cell is on."""
        view = self.program.tensors[name].view(self.vector)
        before = view[cell]
        view[cell] += nudge
        for _, call in self.steps:
            call()
        view[cell] = before
        return complex(self.program.tensors["E"].view(self.vector)[()]), self.pieces()

    def value(self, name: str, cell: Cell) -> float:
        """The cell of a parameter, not nudged."""
        return float(self.program.tensors[name].view(self.vector)[cell].real)

    def lost(self, moved: Array) -> str | None:
        """The first tensor with a number that moves and has no imaginary part."""
        gone = moved & (self.vector.imag == 0)
        for step, _ in self.steps:
            if self.program.tensors[step.writes].view(gone).any():
                return step.writes
        return None

    def pieces(self) -> dict[str, Array]:
        found = {}
        for op, roles in zip(self.program.ops, self.program.roles, strict=True):
            read = [roles[role] for role in (op.input, *op.playing("target")) if role in roles]
            tensors = [self.program.tensors[n] for n in read if n in self.program.tensors]
            piece = op.piece(*(t.view(self.vector) for t in tensors)) if tensors else None
            if piece is not None:
                found[roles[op.output if op.family == "layer" else op.input]] = piece
        return found


def _changed(above: dict[str, Array], below: dict[str, Array]) -> Iterator[tuple[str, Cell]]:
    for name, piece in above.items():
        for cell in np.argwhere(piece != below[name]):
            yield name, tuple(map(int, cell))
