"""Which cells meet in an op: its wires, as rows (from, to, via) of flat cell numbers.

`same` joins equal cells, `all` joins every cell to every cell via its own weight, `sum` joins
every cell to one. Drawing, hovering, paths and the terms of a formula all read these rows.
"""

from collections.abc import Callable

import numpy as np

from engine.op import Array, Op, Shape

FROM, TO, VIA = 0, 1, 2
ENDS = {"from": FROM, "to": TO, "via": VIA}


def wires(op: Op, inputs: Shape, outputs: Shape) -> Array:
    """All wires of an op between one example's input and output, shape (wires, 3)."""
    return _GENERATORS[op.wiring](int(np.prod(inputs)), int(np.prod(outputs)))


def _same(n: int, _: int) -> Array:
    cells = np.arange(n)
    return np.stack([cells, cells, cells], axis=1)


def _all(n: int, m: int) -> Array:
    to, source = np.divmod(np.arange(n * m), n)
    return np.stack([source, to, np.arange(n * m)], axis=1)


def _sum(n: int, _: int) -> Array:
    cells = np.arange(n)
    return np.stack([cells, np.zeros(n, int), cells], axis=1)


_GENERATORS: dict[str, Callable[[int, int], Array]] = {"same": _same, "all": _all, "sum": _sum}
