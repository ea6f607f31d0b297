"""Which mark is the decimal one: decided by whole columns and the separator, never by a cell."""

from collections.abc import Iterable
from typing import NamedTuple

from engine.tables.numerals import Numeral

POINT_IS_DECIMAL = ("comma", "blank")
"""Separators of files that programs write: a point before three digits is theirs."""


class Mark(NamedTuple):
    """The decimal mark of a column, and whether it was only guessed."""

    decimal: str
    guessed: bool = False


def votes(numerals: Iterable[Numeral]) -> int:
    """How many can only have a decimal comma, less those that can only have a point."""
    return sum((n.point is None) - (n.comma is None) for n in numerals)


def decide(numerals: list[Numeral], told: str, table: int, separator: str) -> Mark:
    """The decimal mark of a column: told, shown by its own cells, by the table, or guessed.

    Where each mark has three digits behind it and nothing else shows what it is, it separates
    thousands; only a point in what a program wrote with commas or blanks is a decimal one.
    """
    if told != "auto":
        return Mark(told)
    own = votes(numerals)
    if own or table:
        return Mark("comma" if (own or table) > 0 else "point")
    marks = {n.marked for n in numerals} - {""}
    if not marks:
        return Mark("point")
    if "," in marks:
        return Mark("point", guessed=True)
    return Mark("point" if separator in POINT_IS_DECIMAL else "comma", guessed=True)
