"""Cells of a column → numbers, or places in categories; what does not fit is told and left out."""

from dataclasses import dataclass, field

import numpy as np

from engine.data.dataset import code
from engine.op import Array
from engine.tables.findings import Finding, missing
from engine.tables.grid import Cell
from engine.tables.numerals import Numeral, written
from engine.tables.scan import Scan

CATEGORIES = 50
"""Most categories of a column: more are names, not groups."""


@dataclass(eq=False)
class Column:
    """One column as it is understood. `values` are NaN where a row has no use for it.

    `kind` is number, category, date, text or empty; `reason` the code of the finding for which
    it is left out at first. `findings` are told if the column is used.
    """

    place: int
    name: str
    kind: str
    values: Array
    categories: tuple[str, ...] = ()
    unit: str = ""
    decimal: str = "point"
    reason: str | None = None
    findings: list[Finding] = field(default_factory=list)
    two: tuple[str, ...] = ()
    """What 0 and 1 stand for, where the cells say yes and no."""

    @property
    def number(self) -> int:
        """Its number from 1."""
        return self.place + 1

    def names(self) -> tuple[str, ...]:
        """Names of the inputs that the column gives."""
        return tuple(f"{self.name} = {c}" for c in self.categories) or (self.name,)

    def inputs(self, rows: Array) -> Array:
        """Shape (rows, 1), or (rows, categories) with a one for the category."""
        values: Array = self.values[rows]
        if self.categories:
            return code(values.astype(int), len(self.categories), "one_hot")
        return values.reshape(-1, 1)

    def name_answers(self) -> None:
        """Make yes and no two categories: as a target they are classes, and nothing is changed."""
        if self.two:
            self.kind, self.categories = "category", self.two
            self.findings = [f for f in self.findings if f.code != "yes_no"]

    def keep(self, rows: Array) -> None:
        """Forget the categories that none of these rows has."""
        if self.categories:
            there = np.unique(self.values[rows]).astype(int)
            places = np.full(len(self.categories), np.nan)
            places[there] = np.arange(len(there))
            known = np.isfinite(self.values)
            self.values[known] = places[self.values[known].astype(int)]
            self.categories = tuple(self.categories[k] for k in there)


def category_values(column: Column, scan: Scan, lines: list[int], longest: int) -> None:
    """Make it a column of categories: numbers by size, then texts by letters."""
    texts = {cell: text_of(cell) for cell in scan.read}
    short = {text for text in texts.values() if len(text) <= longest}
    categories = sorted(short, key=lambda text: (_size(text, scan, column.decimal), text))
    index = {text: float(k) for k, text in enumerate(categories)}
    values = []
    for cell, line in zip(scan.cells, lines, strict=True):
        gone = cell in scan.missing
        value = np.nan if gone else index.get(texts[cell], np.nan)
        if gone:
            column.findings.append(missing(line, column.number))
        elif np.isnan(value):
            detail = f"This text is longer than {longest} characters."
            column.findings.append(Finding("too_long", detail, line, column.number))
        values.append(value)
    column.kind, column.values, column.categories = "category", np.array(values), tuple(categories)


def text_of(cell: Cell) -> str:
    """A cell as it stands in the file."""
    return cell if isinstance(cell, str) else written(cell)


def _size(text: str, scan: Scan, decimal: str) -> float:
    read = scan.read.get(text)
    value = read.value(decimal) if isinstance(read, Numeral) else read
    if value is None:
        try:
            value = float(text) if text and text[0] in "-0123456789" else None
        except ValueError:
            value = None
    return np.inf if value is None else value
