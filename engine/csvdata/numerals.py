"""Numbers as people write them in tables: with a decimal point or a decimal comma."""

import re
from collections.abc import Iterable

_NUMBER = {
    mark: re.compile(
        rf"[+-]?(?:[0-9]+(?:{re.escape(sign)}[0-9]*)?|{re.escape(sign)}[0-9]+)(?:[eE][+-]?[0-9]+)?"
    )
    for mark, sign in (("point", "."), ("comma", ","))
}
MISSING = frozenset({"", "na", "n/a", "#n/a", "nan", "null", "?", "-"})
"""Cells that say, in any case, that there is no value."""


def is_missing(cell: str) -> bool:
    """Whether the cell says that there is no value."""
    return cell.casefold() in MISSING


def number(cell: str, decimal: str) -> float | None:
    """The number in a cell, None if it is none; may be infinite where float64 ends."""
    cell = cell.replace("−", "-")
    if not _NUMBER[decimal].fullmatch(cell):
        return None
    return float(cell.replace(",", "."))


def looks_like_number(cell: str) -> bool:
    """Whether it is a number with one decimal mark or the other."""
    return any(number(cell, mark) is not None for mark in _NUMBER)


def decimal_mark(cells: Iterable[str]) -> str:
    """What more of the cells use: comma or point; point if none uses either."""
    votes = 0
    for cell in cells:
        if "," in cell or "." in cell:
            votes += (number(cell, "comma") is not None) - (number(cell, "point") is not None)
    return "comma" if votes > 0 else "point"
