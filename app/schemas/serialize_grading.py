"""Graded numbers as JSON. They come in their thousands: what is the same for all gradings of a
network is written once, numbers column by column, and all of it is joined at once.
"""

from collections.abc import Iterable, Sequence
from itertools import product

import numpy as np
from pydantic_core import to_json

from app.schemas.serialize import AT_ONCE, flat
from engine.explain.graded import VERDICTS, Graded, in_order
from engine.kept import kept
from engine.op import Array
from engine.pausing import Pausing
from engine.program.program import Program

KNOWN = 4096
"""Numbers of an iteration whose names are kept as they are written."""
_VERDICTS = np.array([f',"verdict":"{verdict}"}},' for verdict in VERDICTS], object)


def with_cells(head: bytes, found: Graded) -> Pausing[bytes]:
    """A JSON object, given without its end, with a documents.GradedCell of each as its last field.

    Pieces are texts until a part is joined: to join as many pieces of bytes takes half a megabyte.
    """
    begun, parts = f'{head.decode()},"cells":[', list[bytes]()
    for begin in range(0, len(found), AT_ONCE):
        if begin:
            yield
        part = slice(begin, begin + AT_ONCE)
        count = len(found.cells[part])
        written = [',"from_own":'] * (7 * count)
        written[::7] = _names(found.program, found.cells[part])
        for k, column in ((1, found.given), (3, found.expected), (5, found.from_own)):
            numbers = yield from flat(column[part], "list")
            written[k::7] = numbers[1:-1].decode().split(",")
        written[2::7] = _within(found.within[part])
        written[6::7] = _VERDICTS[found.verdicts[part]].tolist()
        written[0] = f"{begun}{written[0]}"
        begun = ""
        if begin + count == len(found):
            written[-1] = f"{written[-1].removesuffix(',')}]}}"
        parts.append("".join(written).encode())
    return (parts[0] if len(parts) == 1 else b"".join(parts)) or f"{begun}]}}".encode()


def _within(column: Array) -> Sequence[str]:
    """What stands between the number that was given and the right one. Most are rounded alike."""
    few, which = np.unique(column, return_inverse=True)
    texts = [f',"within":{to_json(within).decode()},"expected":' for within in few.tolist()]
    return np.array(texts, object)[which].tolist()  # type: ignore[no-any-return]


def _names(program: Program, cells: Array) -> Sequence[str]:
    """What stands before the numbers; cells are counted through in order."""
    order = in_order(program)
    if program.size <= KNOWN:
        every, first, last = _every_name(program), int(cells[0]), int(cells[-1])
        if last - first < len(cells):  # none between them is left out
            return every[first : last + 1]
        return [every[k] for k in cells.tolist()]
    which = np.searchsorted(order.begins, cells, side="right") - 1
    found = list[str]()
    for k in np.unique(which).tolist():
        name = order.names[k]
        its = cells[which == k] - order.begins[k]
        places = np.stack(np.unravel_index(its, program.tensors[name].shape or (1,)), axis=1)
        found += _written(name, places.tolist() if program.tensors[name].shape else [()])
    return found


@kept(lambda made: 140 * len(made))
def _every_name(program: Program) -> list[str]:
    found = list[str]()
    for name in in_order(program).names:
        found += _written(name, product(*map(range, program.tensors[name].shape)))
    return found


def _written(name: str, cells: Iterable[Sequence[int]]) -> list[str]:
    begin = f'{{"tensor":{to_json(name).decode()},"cell":'
    return [f'{begin}{to_json(cell).decode()},"given":' for cell in cells]
