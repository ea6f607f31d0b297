"""What a row of cells holds."""

from engine.tables.dates import days
from engine.tables.grid import Cell
from engine.tables.numerals import numeral, written

LONG = 60
"""Letters of a row that are repeated."""


def last(cells: list[Cell]) -> int:
    """The number of cells up to the last with something in it."""
    return next((k + 1 for k in range(len(cells) - 1, -1, -1) if cells[k] != ""), 0)


def filled(cells: list[Cell]) -> int:
    """The number of cells with something in them."""
    return sum(cell != "" for cell in cells)


def is_text(cells: list[Cell]) -> bool:
    """Whether no cell is a number or a date."""
    return all(
        isinstance(c, str) and (not c or (numeral(c) is None and days(c) is None)) for c in cells
    )


def said(cells: list[Cell]) -> str:
    """What stands in a row, cut short."""
    text = " ".join(c if isinstance(c, str) else written(c) for c in cells).strip()
    return text if len(text) <= LONG else f"{text[: LONG - 1]}…"
