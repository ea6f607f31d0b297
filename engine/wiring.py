"""Which cells meet in an op: its wires, as rows (from, to, via) of flat cell numbers.

`same` joins equal cells, `all` joins every cell to every cell via its own weight, `sum` joins
every cell to one. `window` joins what lies under a kernel in all channels, via the kernel's
weights, `pool` what lies under a window in one channel, each wire a via of its own. `joined` lays
inputs one behind the other, `part` takes a stretch of the input from `start` on; what is `listed`
an op tells itself. Drawing, hovering, paths and the terms of a formula all read these rows.
"""

from collections.abc import Callable
from math import prod
from typing import Any

import numpy as np

from engine.kept import kept
from engine.op import Array, Op, Shape

FROM, TO, VIA = 0, 1, 2
ENDS = {"from": FROM, "to": TO, "via": VIA}


@kept(lambda found: found.nbytes)
def wires(op: Op, inputs: tuple[Shape, ...], outputs: Shape, which: int = 0) -> Array:
    """All wires of an op between one example's input number `which` and output, (wires, 3)."""
    if op.wiring == "joined":
        return _stretch(prod(inputs[which]), 0, sum(map(prod, inputs[:which])))
    return _GENERATORS[op.wiring](op, inputs[which], outputs)


def _stretch(count: int, source: int, to: int) -> Array:
    """Equal numbers of cells, from one on and to one on."""
    cells = np.arange(count)
    return np.stack([cells + source, cells + to, cells], axis=1)


def _part(op: Any, inputs: Shape, outputs: Shape) -> Array:
    return _stretch(prod(outputs), op.start * prod(inputs[1:]), 0)


def _same(_: Op, inputs: Shape, __: Shape) -> Array:
    cells = np.arange(prod(inputs))
    return np.stack([cells, cells, cells], axis=1)


def _all(_: Op, inputs: Shape, outputs: Shape) -> Array:
    n, m = prod(inputs), prod(outputs)
    to, source = np.divmod(np.arange(n * m), n)
    return np.stack([source, to, np.arange(n * m)], axis=1)


def _sum(_: Op, inputs: Shape, __: Shape) -> Array:
    cells = np.arange(prod(inputs))
    return np.stack([cells, np.zeros_like(cells), cells], axis=1)


def _window(op: Any, inputs: Shape, outputs: Shape) -> Array:
    k, channels, (filters, high, wide) = op.kernel, inputs[0], outputs
    place = np.indices((filters, high, wide, channels, k, k)).reshape(6, -1)
    f, i, j, c, u, v = place
    row, column = i * op.stride + u - op.padding, j * op.stride + v - op.padding
    inside = (row >= 0) & (row < inputs[1]) & (column >= 0) & (column < inputs[2])
    source = (c * inputs[1] + row) * inputs[2] + column
    to = (f * high + i) * wide + j
    via = ((f * channels + c) * k + u) * k + v
    rows: Array = np.stack([source, to, via], axis=1)[inside]
    return rows


def _pool(op: Any, inputs: Shape, outputs: Shape) -> Array:
    c, i, j, u, v = np.indices((*outputs, op.kernel, op.kernel)).reshape(5, -1)
    row, column = i * op.stride + u, j * op.stride + v
    source = (c * inputs[1] + row) * inputs[2] + column
    to = (c * outputs[1] + i) * outputs[2] + j
    return np.stack([source, to, np.arange(len(to))], axis=1)


def _listed(op: Op, inputs: Shape, _: Shape) -> Array:
    ends = np.array(op.wires(inputs)).reshape(-1, 2)
    return np.column_stack([ends, np.arange(len(ends))])


_GENERATORS: dict[str, Callable[[Op, Shape, Shape], Array]] = {
    "same": _same,
    "all": _all,
    "sum": _sum,
    "window": _window,
    "pool": _pool,
    "part": _part,
    "listed": _listed,
}
