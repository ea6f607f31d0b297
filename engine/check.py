"""Gradient check: the backward pass against nudging each parameter and watching the loss.

Central differences, (E(w + h) − E(w − h)) / 2h, serve every network. Where all its ops are
smooth, so does the complex step, Im E(w + ih) / h, which subtracts nothing and so is exact
to the last digits (Squire and Trapp 1998).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from engine.experiment import Experiment
from engine.op import Array
from engine.trace import Trace, trace

NUDGE = 6e-6
"""h of central differences for a parameter of size 1: the cube root of float64's precision."""
IMAGINARY_NUDGE = 1e-20
TOLERANCE = 1e-6
"""What central differences may be off, relative to the largest entry of the gradient."""

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
    """None if an op of the network is not smooth."""
    difference: float
    """Between analytic and numeric, relative to the largest entry of the parameter's gradient."""
    complex_difference: float | None
    rounding: float
    """How far float64 alone can put the numeric value off, relative likewise."""
    kinks: tuple[tuple[str, Cell], ...]
    """Cells that the nudge carries across a kink: there the numeric value means nothing."""

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
    return [cell for name in names for cell in _of_parameter(done, name)]


def _of_parameter(done: Trace, name: str) -> Iterator[CellCheck]:
    real = _Forward(done, float)
    smooth = all(op.smooth for op in done.program.ops)
    imaginary = _Forward(done, complex) if smooth else None
    gradient = done[f"d_{name}"]
    numeric, exact, rounding = np.zeros((3, *gradient.shape))
    kinks = {}
    for cell in np.ndindex(gradient.shape):
        h = NUDGE * max(1.0, abs(float(done[name][cell])))
        above, above_pieces = real(name, cell, h)
        below, below_pieces = real(name, cell, -h)
        numeric[cell] = (above - below).real / (2 * h)
        rounding[cell] = np.finfo(float).eps * (abs(above) + abs(below)) / h
        kinks[cell] = tuple(_changed(above_pieces, below_pieces))
        if imaginary:
            exact[cell] = imaginary(name, cell, 1j * IMAGINARY_NUDGE)[0].imag / IMAGINARY_NUDGE
    said = [abs(numeric[cell]) for cell in kinks if not kinks[cell]]
    size = max([np.abs(gradient).max(), *said]) or 1.0
    for cell in np.ndindex(gradient.shape):
        analytic = gradient[cell]
        yield CellCheck(
            name,
            cell,
            float(analytic),
            float(numeric[cell]),
            float(exact[cell]) if smooth else None,
            float(abs(analytic - numeric[cell]) / size),
            float(abs(analytic - exact[cell]) / size) if smooth else None,
            float(rounding[cell] / size),
            kinks[cell],
        )


class _Forward:
    """The loss as a function of one nudged cell: the program's own steps, up to the loss."""

    def __init__(self, done: Trace, number: type) -> None:
        self.program = done.program
        self.vector: Array = done.vector.astype(number)
        steps = zip(self.program.steps, self.program.bind(self.vector), strict=True)
        self.calls = [call for step, call in steps if step.phase in ("forward", "loss")]

    def __call__(self, name: str, cell: Cell, nudge: complex) -> tuple[complex, dict[str, Array]]:
        """The loss, and for every op with kinks which side of them each cell is on."""
        view = self.program.tensors[name].view(self.vector)
        before = view[cell]
        view[cell] += nudge
        for call in self.calls:
            call()
        view[cell] = before
        return complex(self.program.tensors["E"].view(self.vector)[()]), self.pieces()

    def pieces(self) -> dict[str, Array]:
        found = {}
        for op, roles in zip(self.program.ops, self.program.roles, strict=True):
            x = self.program.tensors.get(roles.get(op.input, ""))
            piece = None if x is None else op.piece(x.view(self.vector))
            if piece is not None:
                found[roles[op.output if op.family == "layer" else op.input]] = piece
        return found


def _changed(above: dict[str, Array], below: dict[str, Array]) -> Iterator[tuple[str, Cell]]:
    for name, piece in above.items():
        for cell in np.argwhere(piece != below[name]):
            yield name, tuple(map(int, cell))
