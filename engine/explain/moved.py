"""The loss as a function of one moved cell: the program's own steps behind it, up to the loss.

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

    Only what comes after it is computed again. `vector` then holds every number as it has become;
    dtype float, or complex for the complex step.
    """

    def __init__(self, done: Trace, number: type = float) -> None:
        self.program = done.program
        self.vector: Array = done.vector.astype(number)
        self.views: dict[str, Array] = {}
        self.steps = [(s, self.bound(s)) for s in done.program.steps if s.phase in PHASES]
        self.last: tuple[str, Cell] | None = None
        """What was moved last."""
        self.run()
        self.before = self.vector.copy()
        """With nothing moved, by the same calls: a rule alone may round otherwise than a trace."""
        self.known: dict[str, Array] = {}
        """Views of it, by tensor."""
        self.readers: dict[str, int] = {}
        """Of each tensor that was moved the first step that reads it."""
        self.proven: tuple[tuple[str, Cell], bool | None] | None = None
        """Of the cell that was proven last, whether its gradient is the slope of E: whoever drags a
        cell moves it again and again."""
        self.rounding: dict[bool, float] = {}
        """How far rounding can put E off, once that was asked; by `beside`."""
        self.kinked = [one for one in self.sides() if one[1]() is not None]
        """Of each op with kinks where its cells' pieces are told, and a call that tells them."""
        self.still = self.pieces()
        """Those with nothing moved."""

    def __call__(self, name: str, cell: Cell, by: complex) -> tuple[complex, Pieces]:
        """The loss, and for every op with kinks which side of them each cell is on."""
        self.put_back(name)
        self.last = name, cell
        self[name][cell] += by
        self.run(self.first_reader(name))
        if self.beside(name):
            self.plain_loss()
        return complex(self["E"][()]), self.pieces()

    def run(self, first: int = 0) -> None:
        """Compute the steps from one on; who moves a cell too far gets what is not finite."""
        with np.errstate(all="ignore"):
            for _, call in self.steps[first:]:
                call()

    def first_reader(self, name: str) -> int:
        """The place among the steps of the first that reads a tensor."""
        if name not in self.readers:
            reading = (k for k, (s, _) in enumerate(self.steps) if name in s.reads.values())
            self.readers[name] = next(reading, len(self.steps))
        return self.readers[name]

    def follows(self, name: str) -> Iterator[str]:
        """What is computed behind a tensor, in order, E last."""
        return (step.writes for step, _ in self.steps[self.first_reader(name) :])

    def with_gradients(self) -> "Moved":
        """Itself, with the gradients where it has moved to."""
        with np.errstate(all="ignore"):
            for step in self.program.steps:
                if step.phase == "backward":
                    self.bound(step)()
        return self

    def put_back(self, name: str) -> None:
        """Make all that moving a cell of this tensor does not compute again what it was."""
        if self.last and self.last[0] == name:
            cell = self.last[1]
            self[name][cell] = self.still_at(name)[cell]
        elif self.last:
            self.vector[...] = self.before

    def __getitem__(self, name: str) -> Array:
        if name not in self.views:
            self.views[name] = self.program.tensors[name].view(self.vector)
        return self.views[name]

    def still_at(self, name: str) -> Array:
        """A tensor with nothing moved. With the shape it has in the program."""
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
        """The first tensor with a number that moves and has no imaginary part.

        `moved` is one flag for each number of the program's vector, (size,).
        """
        gone = moved & (self.vector.imag == 0)
        for step, _ in self.steps:
            if self.program.tensors[step.writes].view(gone).any():
                return step.writes
        return None


def changed(above: Pieces, below: Pieces) -> Kinks:
    """The cells that are on other pieces."""
    return tuple(
        (name, tuple(map(int, cell)))
        for name, piece in above.items()
        for cell in np.argwhere(piece != below[name])
    )
