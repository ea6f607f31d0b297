"""Binds the steps of a program as NumPy calls: the same bytes in fewer calls.

Two things are spared. A rule's own call (engine/fast/record.py), and in the update phase the
calls for each parameter: parameters, gradients and new values lie in the same order, so an
elementwise rule takes them all at once.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from engine.fast.record import Call, calls
from engine.op import Array
from engine.program import Program, Step

View = Callable[[str], Array]
Stretch = Callable[[Sequence[str]], Array | None]
"""Tensors as one flat array, or None if they do not lie side by side."""


def bind(program: Program, vector: Array) -> list[Call]:
    """The steps of a program on views of one vector, as calls to make in order."""
    views = {name: t.view(vector) for name, t in program.tensors.items()}
    view = views.__getitem__

    def stretch(names: Sequence[str]) -> Array | None:
        tensors = [program.tensors[n] for n in names]
        for first, second in pairwise(tensors):
            if second.offset != first.offset + first.size:
                return None
        return vector[program.block(tuple(names))]

    before = [c for s in program.steps if s.phase != "update" for c in bind_step(s, view)]
    return before + bind_updates(updates(program), view, stretch)


def bind_step(step: Step, view: View) -> list[Call]:
    """One step on the views of its tensors."""
    return calls(step.method, view(step.writes), [view(n) for n in step.reads.values()])


def updates(program: Program) -> list[list[Step]]:
    """The steps of the update phase: those of one rule together, where their order allows it."""
    steps = [s for s in program.steps if s.phase == "update"]
    groups: dict[object, list[Step]] = {}
    for s in steps:
        groups.setdefault((program.ops[s.op], s.rule.writes), []).append(s)
    known = set(program.tensors) - {s.writes for s in steps}
    for step in (s for group in groups.values() for s in group):
        if not known.issuperset(step.reads.values()):
            return [[s] for s in steps]
        known.add(step.writes)
    return list(groups.values())


def bind_updates(groups: Iterable[Sequence[Step]], view: View, stretch: Stretch) -> list[Call]:
    """Each group as one call on all its parameters if they lie side by side."""
    found = []
    for group in groups:
        whole = _together(group, view, stretch) if len(group) > 1 else None
        if whole:
            found += calls(group[0].method, *whole)
        else:
            found += [c for step in group for c in bind_step(step, view)]
    return found


def _together(
    group: Sequence[Step], view: View, stretch: Stretch
) -> tuple[Array, list[Array]] | None:
    """Written and read arrays of all parameters at once, where the rule takes cell by cell."""
    shapes = [view(s.writes).shape for s in group]
    out = stretch([s.writes for s in group])
    if out is None or "sum(" in group[0].rule.cell:
        return None
    reads = []
    for role in group[0].reads:
        names = [s.reads[role] for s in group]
        if len(set(names)) == 1 and view(names[0]).ndim == 0:
            reads.append(view(names[0]))
            continue
        whole = stretch(names)
        if whole is None or [view(n).shape for n in names] != shapes:
            return None
        reads.append(whole)
    return out, reads
