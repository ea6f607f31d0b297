"""A learner's numbers under programs in which other steps stand: do they follow now?

What a number follows from is looked at no further back than to tensors that were given whole, for
these go on whatever was computed. A step is computed once for all programs in which it is the same
and reads the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.explain.cones import Circular, cones
from engine.explain.handed_in import Carried, Submission
from engine.explain.own_numbers import Followed, OwnNumbers, follow_step
from engine.pausing import Pausing
from engine.program.program import Program, Step


@dataclass(frozen=True, eq=False)
class Variant:
    """Other steps in a program, by what they write."""

    steps: Mapping[str, Step]
    own: dict[str, OwnNumbers] = field(default_factory=dict, repr=False)
    """What was found out under it."""


class Trials:
    """`base` has what the program without other steps makes of the numbers, as far as it is known:
    of all at least that no step writes."""

    def __init__(
        self, program: Program, handed: Submission, base: Mapping[str, OwnNumbers]
    ) -> None:
        self.program, self.handed, self.base = program, handed, base
        self.cones = cones(program, handed.whole_ones)
        self.done: dict[tuple[int, ...], OwnNumbers] = {}
        self.at_once = base.follows if isinstance(base, Followed) else None
        self.asked: dict[int, bool | None] = {}
        """By step, whether numbers follow by it, where that is found out at once."""

    def reaches(self, steps: Mapping[str, Step], name: str) -> bool:
        """Whether a number may be another one with these steps."""
        return not self.cones.of(name).isdisjoint(steps)

    def numbers(self, name: str, variant: Variant) -> Pausing[OwnNumbers]:
        """What the variant makes of a tensor, with a pause behind each step that is computed.

        Raises Circular.
        """
        own = variant.own
        if name not in own:
            for writes in self.cones.behind(name, variant.steps):
                if writes not in own:
                    own[writes] = yield from self._step(writes, variant)
        return own[name]

    def follows(self, name: str, variant: Variant) -> Pausing[bool]:
        """Whether no number of a tensor is apart from what the variant makes of it."""
        step = variant.steps.get(name)
        if step and self.at_once:
            if id(step) not in self.asked:
                self.asked[id(step)] = self.at_once(step)
                yield
            known = self.asked[id(step)]
            if known is not None:
                return known
        try:
            return (yield from self.numbers(name, variant)).apart is None
        except Circular:
            return False

    def _step(self, writes: str, variant: Variant) -> Pausing[OwnNumbers]:
        step, base, whole = variant.steps.get(writes), self.base, self.cones.whole
        if step is None:
            step = self.program.writer[writes]
            if writes in base and all(
                read not in variant.own or variant.own[read] is base.get(read) or read in whole
                for read in step.reads.values()
            ):
                return base[writes]
        reads = [self._carried(read, variant.own) for read in step.reads.values()]
        key = (id(step), *map(id, reads))
        if key not in self.done:
            self.done[key] = follow_step(self.program, step, reads, self.handed.typed(writes))
            yield
        return self.done[key]

    def _carried(self, name: str, own: Mapping[str, OwnNumbers]) -> Carried:
        return self.handed.whole(name) or (own.get(name) or self.base[name]).carried
