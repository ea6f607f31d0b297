"""A clip by norm: the squares of all gradients are summed by one product with a mask."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import isfinite, sqrt

import numpy as np

from engine.fast.arrays import Arrays
from engine.fast.memory import zeros
from engine.fast.ufunc_trace import Call, RuleCall
from engine.ops.clips.clip_norm import TINY, ClipNorm
from engine.program.program import Step

MASKED = 200_000
"""Numbers of the mask: with more, each parameter sums its own squares by its rule."""


@dataclass(frozen=True)
class FusedClip:
    """Calls, and the steps (by index) that they do beside those they were made for."""

    calls: list[Call]
    done: set[int]


def clip_by_norm(group: Sequence[Step], arrays: Arrays) -> FusedClip | None:
    """What a clip needs of all gradients, if this is its group of squares and they can be fused."""
    layout, vector, program = arrays.layout, arrays.vector, arrays.program
    clip = program.ops[group[0].op]
    if type(clip) is not ClipNorm or group[0].rule.writes != "q":
        return None
    names = [s.reads["d_w"] for s in group]
    places = [layout.places[s.writes].start for s in group]
    first = places[0]
    beside = places == list(range(first, first + len(group)))
    packed = all(n in layout.owner for n in names)
    if not beside or not packed or len(group) * layout.row > MASKED:
        return None
    mask, q = np.zeros((len(group), layout.row)), vector[first : first + len(group)]
    for row, name in zip(mask, names, strict=True):
        layout.in_row(row, layout.owner[name][1])[...] = 1.0
    d_w, square = vector[layout.row_of(layout.owner[names[0]][0])], zeros((layout.row,))
    norm, factor = arrays["norm"], arrays["factor"]
    shared = [program.writer[name] for name in ("norm", "factor")]
    by_rule = [
        RuleCall(s.method, arrays[s.writes], *(arrays[n] for n in s.reads.values()))
        for s in (*group, *shared)
    ]

    def sums() -> None:
        mask.dot(square, q)
        total = float(q.sum())
        if isfinite(total):
            length = sqrt(total)
            norm.fill(length)
            factor.fill(min(1.0, clip.limit / (length + TINY)))
        else:  # 0 · ∞ would be seen in the sums of others
            for call in by_rule:
                call()

    return FusedClip([partial(np.multiply, d_w, d_w, square), sums], {s.index for s in shared})
