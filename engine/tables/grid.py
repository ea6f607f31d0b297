"""Rows of cells that all have the same width, wherever they come from."""

from dataclasses import dataclass, field

Cell = str | float
"""A text, or a number that was no text: its mark needs no reading."""

Row = tuple[int, list[Cell]]
"""The line that a row starts in, from 1, and its cells."""


@dataclass
class Grid:
    """A table in columns; `lines` says where each row starts in the file, from 1."""

    names: tuple[str, ...]
    columns: list[list[Cell]]
    lines: list[int]
    count: int
    """Rows below the names, also those that cannot be used."""
    delimiter: str = "none"
    header: bool = True
    format: str = "text"
    encoding: str = "utf-8"
    decimal: str = "auto"
    kinds: dict[int, str] = field(default_factory=dict)
    """Kinds that the file itself tells: column, from 0, → number, category or date."""
    row_names: bool = False
    """Whether the first column only names the rows."""
    classes: tuple[str, ...] = ()
    """Names of the classes 0, 1, … of the last column."""
    ragged: tuple[tuple[int, list[Cell]], ...] = ()
    """Rows of another width, which cannot be used: line and cells."""
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
