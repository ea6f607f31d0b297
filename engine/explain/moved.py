"""The loss as a function of one moved cell: the program's own steps, up to the loss.

Batch, noise and all else stay as they are in the trace.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from functools import cached_property, partial
from weakref import WeakKeyDictionary

import numpy as np

from engine.op import Array
from engine.ops import registry
from engine.program.program import Step
from engine.run.answers import output
from engine.run.iteration import Trace

Cell = tuple[int, ...]
Kinks = tuple[tuple[str, Cell], ...]
"""Cells that lie on another smooth piece of their function, as (tensor, cell)."""
Pieces = dict[str, Array]
PHASES = ("forward", "loss")


_KEPT: "WeakKeyDictionary[Trace, Moved]" = WeakKeyDictionary()


@contextmanager
def moving(done: Trace) -> Iterator["Moved"]:
    """A `Moved` of a trace for as long as it is used: what moves one number moves the next."""
    now = _KEPT.pop(done, None) or Moved(done)
    yield now
    _KEPT[done] = now


class Moved:
    """E with one cell of a parameter, of the input or of what an op gives moved.

    Of what an op gives only what comes after it is computed again. `vector` then holds every
    number as it has become; dtype float, or complex for the complex step.
    """

    def __init__(self, done: Trace, number: type = float) -> None:
        self.program = done.program
        self.vector: Array = done.vector.astype(number)
        self.views: dict[str, Array] = {}
        self.steps = [(s, self.bound(s)) for s in done.program.steps if s.phase in PHASES]
        self.last: tuple[Array, Cell, complex] | None = None
        """What was moved last, with its value before."""
        self.run()
        self.before = self.vector.copy()
        """With nothing moved, by the same calls: a rule alone may round otherwise than a trace."""
        self.known: dict[str, Array] = {}
        """Views of it, by tensor."""
        self.rounding: dict[bool, float] = {}
        """How far rounding can put E off, once that was asked; by `beside`."""
        self.kinked = [one for one in self.sides() if one[1]() is not None]
        """Of each op with kinks where its cells' pieces are told, and a call that tells them."""
        self.still = self.pieces()
        """Those with nothing moved."""

    def __call__(self, name: str, cell: Cell, by: complex) -> tuple[complex, Pieces]:
        """The loss, and for every op with kinks which side of them each cell is on."""
        self.put_back()
        view = self[name]
        writer = self.program.writer.get(name)
        if writer:
            self.vector[...] = self.before
        self.last = view, cell, view[cell]
        view[cell] += by
        self.run(writer.index if writer else -1)
        if self.beside(name):
            self.plain_loss()
        return complex(self["E"][()]), self.pieces()

    def run(self, behind: int = -1) -> None:
        """Compute all steps behind one; who moves a cell too far gets what is not finite."""
        with np.errstate(all="ignore"):
            for step, call in self.steps:
                if step.index > behind:
                    call()

    def with_gradients(self) -> "Moved":
        """Itself, with the gradients where it has moved to."""
        with np.errstate(all="ignore"):
            for step in self.program.steps:
                if step.phase == "backward":
                    self.bound(step)()
        return self

    def put_back(self) -> None:
        """Give the cell that was moved last its value again."""
        if self.last:
            view, cell, value = self.last
            view[cell] = value

    def __getitem__(self, name: str) -> Array:
        if name not in self.views:
            self.views[name] = self.program.tensors[name].view(self.vector)
        return self.views[name]

    def still_at(self, name: str) -> Array:
        """A tensor with nothing moved."""
        if name not in self.known:
            self.known[name] = self.program.tensors[name].view(self.before)
        return self.known[name]

    def value(self, name: str, cell: Cell) -> float:
        """A cell with nothing moved."""
        return float(self.still_at(name)[cell].real)

    def loss(self, name: str) -> float:
        """E with nothing moved, from what a moved cell of this tensor leads through."""
        if not self.beside(name):
            return self.value("E", ())
        return self(name, (0,) * len(self.program.tensors[name].shape), 0.0)[0].real

    def beside(self, name: str) -> bool:
        """Whether E is computed from what stands before this tensor, for more digits."""
        return name == self.plain

    @cached_property
    def plain(self) -> str | None:
        """The output, if E is computed from what stands before it."""
        beside = any(getattr(op, "beside", ()) for op in self.program.ops)
        return output(self.program) if beside else None

    def plain_loss(self) -> None:
        """Compute E by the loss's plain formula, from the output."""
        step = self.program.writer["E"]
        op = self.program.ops[step.op]
        plain = registry[op.kind](**{f.name: getattr(op, f.name) for f in fields(op)})  # type: ignore[arg-type]
        rule = plain.rules[plain.output]
        with np.errstate(all="ignore"):
            plain.method(rule, (), 0)(self["E"], *(self[step.reads[r]] for r in rule.reads))

    def bound(self, step: Step) -> Callable[[], None]:
        """A step as a call on the vector."""
        return partial(step.method, self[step.writes], *(self[n] for n in step.reads.values()))

    def pieces(self) -> Pieces:
        """For every op with kinks, the smooth piece that each cell is on."""
        return {name: piece() for name, piece in self.kinked}  # type: ignore[misc]

    def sides(self) -> Iterator[tuple[str, Callable[[], Array | None]]]:
        """For every op the tensor whose cells have pieces, and a call that tells them."""
        for op, roles in zip(self.program.ops, self.program.roles, strict=True):
            read = [roles[role] for role in (op.input, *op.playing("target")) if role in roles]
            views = [self[name] for name in read if name in self.program.tensors]
            if views:
                name = roles[op.output if op.family == "layer" else op.input]
                yield name, partial(op.piece, *views)

    def lost(self, moved: Array) -> str | None:
        """The first tensor with a number that moves and has no imaginary part."""
        gone = moved & (self.vector.imag == 0)
        for step, _ in self.steps:
            if self.program.tensors[step.writes].view(gone).any():
                return step.writes
        return None

    @property
    def written(self) -> Iterator[Step]:
        """The steps of forward pass and loss, in order."""
        return (step for step, _ in self.steps)


def changed(above: Pieces, below: Pieces) -> Kinks:
    """The cells that are on other pieces."""
    return tuple(
        (name, tuple(map(int, cell)))
        for name, piece in above.items()
        for cell in np.argwhere(piece != below[name])
    )
