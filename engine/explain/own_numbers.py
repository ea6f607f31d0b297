"""An iteration gone through with a learner's own numbers: each step from what they have so far."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count

import numpy as np

from engine.explain.bound_rounding import BoundRounding, kept_rounding
from engine.explain.bound_steps import SHARED, SMALL, BoundSteps, kept_steps
from engine.explain.handed_in import Carried, Submission, Typed
from engine.explain.propagation import ROUNDING, propagated, tolerance
from engine.lazy import lazy
from engine.op import Array
from engine.pausing import Pausing
from engine.program.program import Program, Step

Check = Callable[[], Array | None]
_NUMBERS = count(1)


@dataclass(eq=False)
class OwnNumbers:
    """What a step makes of a learner's numbers."""

    computed: Array
    """By the rule, from their numbers, where they gave some."""
    carried: Carried
    """The numbers that go on: theirs, where they gave some."""
    check: Check = lambda: None

    @lazy
    def apart(self) -> Array | None:
        """Where theirs is further from it than all rounding allows, found out when it is asked for;
        None: nowhere.

        (values,): one flag for each number that they gave.
        """
        return self.check()


@dataclass(frozen=True, eq=False)
class Followed(Mapping[str, OwnNumbers]):
    """What all steps make of a learner's numbers, by the tensors that they write, and what no step
    writes beside what was given of it."""

    handed: Submission
    computed: Array
    """By the rules, of tensors of which some numbers were given. (size,)."""
    carried: Array
    """The numbers that go on. (size,)."""
    known: dict[str, OwnNumbers] = field(default_factory=dict, repr=False)
    judged: dict[str, Array | None] = field(default_factory=dict, repr=False)
    """By tensor, where numbers are further off than all rounding allows, if that is known."""
    number: int = field(default_factory=_NUMBERS.__next__)
    """No other has it."""

    def __getitem__(self, name: str) -> OwnNumbers:
        if name not in self.known:
            self.known[name] = self._made(name)
        return self.known[name]

    def __contains__(self, name: object) -> bool:
        return name in self.handed.program.tensors

    def __iter__(self) -> Iterator[str]:
        return iter(self.handed.program.tensors)

    def __len__(self) -> int:
        return len(self.handed.program.tensors)

    def _made(self, name: str) -> OwnNumbers:
        program, typed = self.handed.program, self.handed.typed(name)
        t, step = program.tensors[name], program.writer.get(name)
        out = t.view(self.computed if typed else self.carried)
        if step is None:
            return as_given(out, typed)
        reads = [self[read].carried for read in step.reads.values()]
        judged = self.judged  # not this object, which keeps what is returned
        known = (lambda: judged[name]) if name in judged else None
        return _beside(program, step, out, reads, typed, known)

    def rounding(self, names: Collection[str]) -> tuple[Array, set[str]]:
        """How far what is written into these tensors may be off, for what was read was rounded; and
        those of which each has to be asked for itself.

        (values,), as the vector of the program; 0 in all others.
        """
        program = self.handed.program
        by_all = [n for n in names if self._knows(program.writer[n])]
        if not by_all:
            return np.zeros(program.size), set(names)
        with SHARED.lock:
            found, left = self._rounding()(self.computed, by_all)
        return found, left.union(names).difference(set(by_all) - left)

    def follows(self, step: Step) -> bool | None:
        """Whether the numbers of a tensor are what this step makes of others, where all of them
        were given; None where that is not found out at once."""
        if step.writes not in self.handed.whole_ones or not self._knows(step):
            return None
        with SHARED.lock:
            return self._rounding().follows(step)

    def _knows(self, step: Step) -> bool:
        """Whether all that a step reads was given whole or is exact, in a small program."""
        program = self.handed.program
        if program.size > SMALL:
            return False
        whole, written = self.handed.whole_ones, program.writer
        return all(name in whole or name not in written for name in step.reads.values())

    def _rounding(self) -> BoundRounding:
        """The bounds, with the numbers that go on. To be used under the lock."""
        found = kept_rounding(self.handed.program)
        found.read(self.number, self.carried, self.handed.within)
        return found


def follow(program: Program, start: Array, handed: Submission) -> Pausing[Followed]:
    """Go through the steps, with pauses where they are large.

    `start` is the vector of a trace: what no step writes and nobody handed in is taken from it.

    It is flat; what comes back has the shapes of the tensors.
    """
    if program.size > SMALL:
        bound = BoundSteps(program, np.empty((2, program.size)))
        carried, computed = yield from bound.running(start, handed)
    else:
        with SHARED.lock:
            carried, computed = kept_steps(program).run(start, handed)
        yield
    return Followed(handed, computed, carried)


def as_given(known: Array, typed: Typed | None) -> OwnNumbers:
    """What no step writes. `known` may have any shape, what was typed has the same."""
    if typed is None:
        return OwnNumbers(known, Carried(known))
    room = ROUNDING * np.abs(known)
    check = partial(_apart, typed, known, Carried(known), room)
    return OwnNumbers(known, _merged(typed, Carried(known)), check)


@np.errstate(all="ignore")
def follow_step(
    program: Program, step: Step, reads: Sequence[Carried], typed: Typed | None
) -> OwnNumbers:
    """What a step makes of these numbers, beside those that were given of what it writes."""
    out = np.empty(program.tensors[step.writes].shape)
    step.method(out, *[read.values for read in reads])
    return _beside(program, step, out, reads, typed)


def _beside(
    program: Program, step: Step, out: Array, reads: Sequence[Carried], typed: Typed | None,
    check: Check | None = None,
) -> OwnNumbers:  # fmt: skip
    made = Carried(out, partial(propagated, program, step, out, reads))
    if typed is None:
        return OwnNumbers(out, made)
    check = check or partial(_apart, typed, out, made, None)
    return OwnNumbers(out, _merged(typed, made), check)


def _merged(typed: Typed, made: Carried) -> Carried:
    """Numbers as they were given, and what was made where none was."""
    if typed.whole:
        return typed.whole

    def uncertain() -> Array:
        off = 0.0 if made.off is None else made.off
        return np.where(typed.given, typed.within, off)

    return Carried(np.where(typed.given, typed.values, made.values), uncertain)


@np.errstate(all="ignore")
def _apart(typed: Typed, known: Array, made: Carried, room: Array | None) -> Array | None:
    """Where numbers that were given are none that was made, however what was read was rounded."""
    near = typed.within + (tolerance(known) if room is None else room)
    distance = np.abs(typed.values - known)
    close = distance <= (near if made.off is None else near + made.off)
    if not typed.complete:
        close |= ~typed.given
    if close.all():
        return None
    if made.off is not None:
        close |= distance <= near  # what may be off is no number
    return None if close.all() else ~close[typed.given]
