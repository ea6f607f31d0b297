"""What a learner has handed in, as it was read: numbers of some cells, and how exact they are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from engine.lazy import lazy
from engine.op import Array
from engine.program.program import Program

Cell = tuple[int, ...]


@dataclass(eq=False)
class Carried:
    """The numbers of a tensor that go on."""

    values: Array
    uncertain: Callable[[], Array | None] = lambda: None

    @lazy
    def off(self) -> Array | None:
        """How far each may be off, found out when it is asked for; None: they are exact.

        With the shape of the tensor.
        """
        return self.uncertain()

    @lazy
    def moves(self) -> bool:
        """Whether one may be off at all."""
        return self.off is not None and bool(np.logical_or.reduce(self.off, axis=None))

    @lazy
    def sizes(self) -> Array:
        """How large each is, (values,)."""
        found: Array = np.abs(self.values)
        return found

    @lazy
    def largest(self) -> Array:
        """How large each may be, (values,)."""
        return self.sizes if self.off is None else self.sizes + self.off


@dataclass(frozen=True, eq=False)
class Typed:
    """Numbers of a tensor, NaN where none was given, and half a unit of the last digit of each."""

    values: Array
    within: Array
    complete: bool
    """Whether every cell is given."""

    @lazy
    def given(self) -> Array:
        """Where one was given. One flag for each cell of the tensor."""
        found: Array = ~np.isnan(self.values)
        return found

    @lazy
    def whole(self) -> Carried | None:
        """What goes on from a tensor of which all cells are given: these numbers, whatever was
        computed."""
        within = self.within  # not of this object, which keeps what is returned
        return Carried(self.values, lambda: within) if self.complete else None

    def moved(self, move: Callable[[Array], Array]) -> "Typed":
        """The same numbers in other places."""
        return Typed(move(self.values), move(self.within), self.complete)


@dataclass(frozen=True, eq=False)
class Submission:
    """Numbers that were handed in, where they stand in the vector of a program."""

    program: Program
    values: Array
    """NaN where none was given. (size,)."""
    within: Array
    """Half a unit of the last digit of each. (size,)."""
    complete: Mapping[str, bool]
    """By tensor with a number: whether every cell is given."""
    turned: bool = False
    """Whether the shape of a weight tells that its rows stand for columns."""
    known: dict[str, Typed] = field(default_factory=dict, repr=False)

    @lazy
    def given(self) -> Array:
        """Where a number was given. One flag for each number of the vector, (size,)."""
        found: Array = ~np.isnan(self.values)
        return found

    @lazy
    def whole_ones(self) -> frozenset[str]:
        """The tensors of which every cell is given."""
        return frozenset(name for name, whole in self.complete.items() if whole)

    def typed(self, name: str) -> Typed | None:
        """What was given of a tensor, if anything was."""
        if name not in self.complete:
            return None
        if name not in self.known:
            t = self.program.tensors[name]
            values, within = t.view(self.values), t.view(self.within)
            self.known[name] = Typed(values, within, self.complete[name])
        return self.known[name]

    def whole(self, name: str) -> Carried | None:
        """What goes on from a tensor, if it was given whole."""
        typed = self.typed(name)
        return typed.whole if typed else None

    def with_moved(self, moved: Mapping[str, Typed]) -> "Submission":
        """The same with these numbers of some of its tensors."""
        return replace(self, known={**self.known, **moved})
