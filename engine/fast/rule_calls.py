"""The steps of a program by their own rules, on the arrays of an iteration."""

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import groupby

import numpy as np

from engine.families.activation import Elementwise
from engine.fast.arrays import Arrays
from engine.fast.ufunc_trace import Call, RuleCall
from engine.op import Array, Shape
from engine.program.program import Step


def bind(step: Step, arrays: Arrays) -> list[Call]:
    """The calls of a step."""
    names = (step.writes, *step.reads.values())
    op = arrays.program.ops[step.op]
    if not op.layout_free:
        return _in_own_order(step, arrays)
    flat = _flat(step, arrays) if op.wiring == "same" and "sum(" not in step.rule.cell else None
    return [RuleCall(step.method, *(flat or [arrays[n] for n in names]))]


def bind_together(steps: Iterable[Step], arrays: Arrays) -> list[Call]:
    """Elementwise steps, those of one rule on tensors side by side as one call."""
    found: list[Call] = []
    order = sorted(steps, key=lambda s: s.op)
    for _, same in groupby(order, lambda s: (arrays.program.ops[s.op], s.rule.writes)):
        run: list[Step] = []
        for step in same:
            if run and not _beside(run[-1], step, arrays):
                found += _bind_run(run, arrays)
                run = []
            run.append(step)
        found += _bind_run(run, arrays)
    return found


def _bind_run(run: Sequence[Step], arrays: Arrays) -> list[Call]:
    if len(run) == 1:
        return bind(run[0], arrays)
    stretches = []
    for first, last in zip(_names(run[0]), _names(run[-1]), strict=True):
        end = arrays.place(last)
        whole = arrays.vector[arrays.place(first).start : end.start + end.size]
        stretches.append(whole.reshape(-1, arrays.batch))
    return [RuleCall(run[0].method, *stretches)]


def _beside(one: Step, other: Step, arrays: Arrays) -> bool:
    """Whether all tensors of two elementwise steps lie side by side."""
    if not isinstance(arrays.program.ops[one.op], Elementwise):
        return False
    if _flat(one, arrays) is None or _flat(other, arrays) is None:
        return False
    pairs = zip(_names(one), _names(other), strict=True)
    places = [(arrays.place(a), arrays.place(b)) for a, b in pairs]
    return all(b.start == a.start + a.size + arrays.batch for a, b in places)


def _flat(step: Step, arrays: Arrays) -> list[Array] | None:
    """All tensors of a step as rows of cells in one order, if they lie so."""
    found, orders = list[Array](), set[tuple[Shape, int]]()
    for name in _names(step):
        place = arrays.place(name)
        orders.add((arrays.program.tensors[name].cells, arrays.layout.plan.planes.get(name, 1)))
        if len(orders) > 1 or not place.batch_last:
            return None
        found.append(place.block(arrays.vector).reshape(-1, arrays.batch))
    return found


def _in_own_order(step: Step, arrays: Arrays) -> list[Call]:
    """For a rule that may want its arrays as a trace has them."""
    found: list[Call] = []
    reads = [arrays.own(n, found) for n in step.reads.values()]
    out = arrays[step.writes]
    if out.flags.c_contiguous:
        return [*found, RuleCall(step.method, out, *reads)]
    buffer = np.zeros(out.shape)
    return [*found, RuleCall(step.method, buffer, *reads), partial(np.copyto, out, buffer)]


def _names(step: Step) -> tuple[str, ...]:
    return (step.writes, *step.reads.values())
