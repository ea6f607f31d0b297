"""The update of all parameters at once: they lie in rows of one order, with what belongs to them.

A rule that takes cell by cell is one call on whole rows. Where it is only for some of the
parameters (frozen ones are left out, a penalty may spare biases), the others have their numbers
back behind it.
"""

from collections.abc import Sequence
from functools import partial

import numpy as np

from engine.fast.arrays import Arrays
from engine.fast.fused_clip import clip_by_norm
from engine.fast.fusion_plan import is_plain_descent
from engine.fast.memory import zeros
from engine.fast.ufunc_trace import Call, RuleCall
from engine.op import Array
from engine.program.program import Program, Step

PIECE = 12288
"""Numbers that plain descent renews at a time."""


class Update:
    """Calls that write the new parameters and state, and those that put them in their place."""

    def __init__(self, arrays: Arrays) -> None:
        self.arrays, self.program = arrays, arrays.program
        layout, vector = arrays.layout, arrays.vector
        self._copied: set[tuple[str, str]] = set()
        self._done: set[int] = set()
        """Steps that another one does as well."""
        if is_plain_descent(self.program):
            self.calls, self.renew = self._plain()
        else:
            ordered = groups(self.program)
            self._whole = self._written_whole(ordered)
            self.calls = [c for group in ordered for c in self._together(group)]
            self.renew = [partial(np.copyto, vector[layout.now], vector[layout.new])]

    def _plain(self) -> tuple[list[Call], list[Call]]:
        """w − η ∂E/∂w in the place of w, in pieces that stay in the cache."""
        layout, vector, eta = self.arrays.layout, self.arrays.vector, self.arrays["eta"]
        w, d_w = (vector[layout.row_of(kind)] for kind in ("*", "d_*"))
        kept = self._mask([n for n in self.program.parameters if self._frozen(n)])
        piece, renew = zeros((min(PIECE, len(w)),)), list[Call]()
        for k in range(0, len(w), PIECE):
            now = w[k : k + PIECE]
            step = piece[: len(now)]
            renew.append(partial(np.multiply, d_w[k : k + PIECE], eta, step))
            if kept is not None:
                where = kept[k : k + PIECE]
                renew.append(partial(np.copyto, step, np.array(0.0), where=where))
            renew.append(partial(np.subtract, now, step, now))
        return [], renew

    def _frozen(self, name: str) -> bool:
        step = self.program.writer[f"{name}'"]
        return self.program.ops[step.op].family == "frozen"

    def _mask(self, parameters: Sequence[str]) -> Array | None:
        """Where these parameters lie in a row; None if there are none."""
        if not parameters:
            return None
        mask = np.zeros(self.arrays.layout.row)
        for name in parameters:
            self.arrays.layout.in_row(mask, name)[...] = 1.0
        return mask > 0

    def _together(self, group: Sequence[Step]) -> list[Call]:
        """One call for a group of steps where that can be, or one for each."""
        calls: list[Call] = []
        if group[0].index in self._done:
            return []
        clip = clip_by_norm(group, self.arrays)
        if clip:
            self._done |= clip.done
            return clip.calls
        alone = self.program.ops[group[0].op].family == "frozen"
        whole = None if alone else self._rows(group, calls)
        if whole:
            return [*calls, RuleCall(group[0].method, *whole)]
        return [c for s in group for c in self._alone(s)]

    def _alone(self, s: Step) -> list[Call]:
        reads = (self.arrays[n] for n in s.reads.values())
        return [RuleCall(s.method, self.arrays[s.writes], *reads)]

    def _rows(self, group: Sequence[Step], calls: list[Call]) -> list[Array] | None:
        """What is written and read of all parameters; None if the rule must have each alone."""
        written = {self.arrays.layout.owner.get(s.writes, ("", ""))[0] for s in group}
        if "sum(" in group[0].rule.cell or not written <= self._whole:
            return None
        found = [self._row([s.writes for s in group], calls)]
        for role in group[0].reads:
            names = [s.reads[role] for s in group]
            alike = len(set(names)) == 1 and self.program.tensors[names[0]].shape == ()
            found.append(self.arrays[names[0]] if alike else self._row(names, calls))
        return None if any(a is None for a in found) else found  # type: ignore[return-value]

    def _written_whole(self, groups: Sequence[Sequence[Step]]) -> set[str]:
        """Rows that one group alone writes, with what is frozen put back behind it."""
        found: dict[str, int] = {}
        for group in groups:
            if self.program.ops[group[0].op].family != "frozen":
                kinds = {self.arrays.layout.owner.get(s.writes, ("", ""))[0] for s in group}
                for kind in kinds:
                    found[kind] = found.get(kind, 0) + (1 if len(kinds) == 1 else 2)
        return {kind for kind, number in found.items() if number == 1 and kind}

    def _row(self, names: Sequence[str], calls: list[Call]) -> Array | None:
        """The row of tensors that belong to the parameters; if of several, that of the last.

        What is of another row is copied into it, where nothing else is.
        """
        layout, vector = self.arrays.layout, self.arrays.vector
        if not all(n in layout.owner for n in names):
            return None
        kinds = sorted({layout.owner[n][0] for n in names}, key=self._written)
        for kind in kinds[:-1]:
            if (kind, kinds[-1]) in self._copied:
                continue
            self._copied.add((kind, kinds[-1]))
            others = [layout.owner[n][1] for n in names if layout.owner[n][0] == kind]
            into, what = vector[layout.row_of(kinds[-1])], vector[layout.row_of(kind)]
            calls.append(partial(np.copyto, into, what, where=self._mask(others)))
        return vector[layout.row_of(kinds[-1])]

    def _written(self, kind: str) -> int:
        """When the first tensor of a row is written."""
        names = [n for n, (k, _) in self.arrays.layout.owner.items() if k == kind]
        steps = [self.program.writer[n].index for n in names if n in self.program.writer]
        return min(steps, default=-1)


def groups(program: Program) -> list[list[Step]]:
    """The steps of the update phase, those of one rule together, each behind what it reads.

    What is frozen comes last: a rule for the others runs over the whole row.
    """
    steps = [s for s in program.steps if s.phase == "update"]
    waiting: dict[object, list[Step]] = {}
    for s in steps:
        waiting.setdefault((program.ops[s.op], s.rule.writes), []).append(s)
    known = set(program.tensors) - {s.writes for s in steps}
    found: list[list[Step]] = []
    while waiting:
        key = next(
            k for k, g in waiting.items() if all(known.issuperset(s.reads.values()) for s in g)
        )
        found.append(waiting.pop(key))
        known |= {s.writes for s in found[-1]}
    return sorted(found, key=lambda group: program.ops[group[0].op].family == "frozen")
