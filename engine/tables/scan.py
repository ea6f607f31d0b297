"""The cells of a column, read once: a number, a text, or missing."""

import re
from functools import cached_property

import numpy as np

from engine.op import Array
from engine.tables.grid import Cell
from engine.tables.multiples import multiplied, myriads
from engine.tables.numerals import Numeral, is_missing, numeral

_NUMBERS = re.compile(r"(?:(?:-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?)?\n)*")
_POINT = re.compile(
    r"(?:^|\n)-?(?:0[0-9]*\.|[0-9]{4,}\.|[0-9]+\.(?:[0-9]{1,2}\n|[0-9]{4}|[0-9]*[eE]))"
)
"""A number whose point cannot separate thousands."""
_PLUS, _MINUS = {"+", "++", "+++"}, {"-", "--", "–", "−"}
"""What a test shows or does not show."""
_DAY = re.compile(r"(?:(?:19|20)[0-9]{6}\n)*")


class Scan:
    """The different cells of a column, each read once."""

    def __init__(self, cells: list[Cell]) -> None:
        self.cells = cells

    @cached_property
    def plain(self) -> Array | None:
        """The numbers of a column that holds nothing else, with a decimal point; else None.

        Empty cells are NaN. A column in which every point has three digits behind it is none.
        """
        if not all(isinstance(cell, str) for cell in self.cells):
            return None
        text = "\n".join(map(str, self.cells)) + "\n"
        if not _NUMBERS.fullmatch(text) or _DAY.fullmatch(text):
            return None
        if not text.strip() or ("." in text and not _POINT.search(text)):
            return None
        self.has_point = "." in text
        return np.array([float(cell) if cell else np.nan for cell in self.cells])

    has_point = False
    """Whether a plain column shows that the point is the decimal mark."""

    @cached_property
    def missing(self) -> frozenset[Cell]:
        """The texts that say that there is no value; minus does not where all else is plus."""
        cells = set(self.cells)
        found = frozenset(c for c in cells if isinstance(c, str) and is_missing(c))
        signs = cells - found
        return found - _MINUS if signs and signs <= _PLUS else found

    @cached_property
    def read(self) -> dict[Cell, Numeral | float | None]:
        """What each text with a value is read as, in the order of the file."""
        different = dict.fromkeys(self.cells)
        return multiplied(
            {
                c: numeral(c) or myriads(c) if isinstance(c, str) else c
                for c in different
                if c not in self.missing
            }
        )

    @cached_property
    def present(self) -> list[Cell]:
        """The cells with a value."""
        return [cell for cell in self.cells if cell not in self.missing]

    @cached_property
    def numerals(self) -> list[Numeral]:
        """Numbers that are written as text, as often as they come."""
        found = map(self.read.get, self.cells)
        return [read for read in found if isinstance(read, Numeral)]
