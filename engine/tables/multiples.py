"""Numbers that are written short: 1.2k beside 850 is 1200."""

import re
from collections.abc import Mapping
from dataclasses import replace

from engine.tables.grid import Cell
from engine.tables.numerals import Numeral

_MULTIPLES = {
    "k": 1e3, "K": 1e3, "Tsd": 1e3, "Tsd.": 1e3, "천": 1e3, "만": 1e4,
    "M": 1e6, "m": 1e6, "mn": 1e6, "Mio": 1e6, "Mio.": 1e6, "억": 1e8,
    "B": 1e9, "bn": 1e9, "Mrd": 1e9, "Mrd.": 1e9,
}  # fmt: skip


_MYRIADS = re.compile(r"(?:(?P<eok>[0-9][0-9,]{0,20})억)? ?(?:(?P<man>[0-9][0-9,]{0,20})만?)? ?원?")


def myriads(cell: str) -> Numeral | None:
    """What is written with 억 (10⁸) and 만 (10⁴) together: 12억 5000만; None for anything else."""
    found = _MYRIADS.fullmatch(cell) if "억" in cell else None
    if not found or not found["eok"] or not found["man"]:
        return None
    eok, man = (int(found[name].replace(",", "")) for name in ("eok", "man"))
    value = eok * 1e8 + man * 1e4
    return Numeral(value, value, plain=False)


def multiplied(
    read: Mapping[Cell, Numeral | float | None],
) -> dict[Cell, Numeral | float | None]:
    """Cells of a column as numbers, those multiplied that are written short.

    Only where cells differ in that: where all have the same letter it may as well be a unit.
    """
    units = {n.unit if isinstance(n, Numeral) else "" for n in read.values() if n is not None}
    if len(units) < 2 or not units <= {"", *_MULTIPLES} or units == {"", "m"}:  # m: metres
        return dict(read)
    return {cell: _whole(n) if isinstance(n, Numeral) and n.unit else n for cell, n in read.items()}


def _whole(of: Numeral) -> Numeral:
    by = _MULTIPLES[of.unit]
    point, comma = (None if value is None else value * by for value in (of.point, of.comma))
    return replace(of, point=point, comma=comma, unit="", plain=False)
