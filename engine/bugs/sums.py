"""Which sums of the backward phase a bug may cut short, and what is left of them."""

from collections.abc import Callable

import numpy as np

from engine.bugs.bug import FIRST, Site, Wrong
from engine.op import Array
from engine.ops.layers.conv2d import Conv2d
from engine.ops.layers.dense import Dense
from engine.ops.program.accumulate_gradients import Gather
from engine.wiring import FROM, TO, VIA, wires


def terms(at: Site, *, examples: bool) -> bool:
    """Whether a step adds several terms: of one example, or those of many examples too."""
    written = at.rule.writes
    if isinstance(at.op, Gather):
        return True
    if not isinstance(at.op, Dense | Conv2d) or at.phase != "backward":
        return False
    cells = at.shape("z")
    if written == "d_x":
        return "W" in at.reads and _ways(at) > 1
    places = int(np.prod(cells[1:]))
    return written in ("d_W", "d_b") and (places > 1 or (examples and at.batch > 1))


def picked(at: Site, which: str) -> Wrong:
    """The step with the first term of each example alone, or with the last of all."""
    if isinstance(at.op, Gather):
        kept = list(at.reads)[0 if which == FIRST else -1]
        return at.with_rule(kept, np.copyto, (kept,))
    method = {"d_x": _input_gradient, "d_W": _weight_gradient, "d_b": _bias_gradient}
    return at.with_rule(
        at.rule.cell, method[at.rule.writes](at, which), tuple(at.reads), only=which
    )


def _ways(at: Site) -> int:
    """The most wires that lead on from one cell of the input."""
    rows = wires(at.op, (at.shape("x"),), at.shape("z"))
    return int(np.bincount(rows[:, FROM]).max(initial=0))


def _kept(at: Site, end: int, which: str) -> Array:
    """The first or last wire at each cell of an end."""
    rows = wires(at.op, (at.shape("x"),), at.shape("z"))
    order = rows if which == FIRST else rows[::-1]
    _, first = np.unique(order[:, end], return_index=True)
    return order[first]


def _input_gradient(at: Site, which: str) -> Callable[..., None]:
    kept = _kept(at, FROM, which)
    swapped = list(at.reads).index("W")

    def method(out: Array, *read: Array) -> None:
        W, d_z = read[swapped], read[1 - swapped]
        out[...] = 0.0
        flat = np.zeros((len(out), out[0].size))
        flat[:, kept[:, FROM]] = W.ravel()[kept[:, VIA]] * d_z.reshape(len(d_z), -1)[:, kept[:, TO]]
        out[...] = flat.reshape(out.shape)

    return method


def _weight_gradient(at: Site, which: str) -> Callable[..., None]:
    kept = _kept(at, VIA, which)
    swapped = list(at.reads).index("x")

    def method(out: Array, *read: Array) -> None:
        x, d_z = (a.reshape(len(a), -1) for a in (read[swapped], read[1 - swapped]))
        each = d_z[:, kept[:, TO]] * x[:, kept[:, FROM]]
        flat = np.zeros(out.size)
        flat[kept[:, VIA]] = each.sum(axis=0) if which == FIRST else each[-1]
        out[...] = flat.reshape(out.shape)

    return method


def _bias_gradient(at: Site, which: str) -> Callable[..., None]:
    def method(out: Array, d_z: Array) -> None:
        each = d_z.reshape(len(d_z), len(out), -1)
        out[...] = each[:, :, 0].sum(axis=0) if which == FIRST else each[-1, :, -1]

    return method
