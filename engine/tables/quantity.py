"""Cells of a column as numbers: one unit, one decimal mark, and a finding for what is dropped."""

from collections import Counter

import numpy as np

from engine.tables.column import Column, text_of
from engine.tables.findings import Finding, missing
from engine.tables.marks import Mark
from engine.tables.numerals import Numeral, written
from engine.tables.scan import Scan

ONE_UNIT = 0.9
"""Share of the numbers with a unit that must have the same one."""
_RATIOS = ("%", "‰")


def unit_of(numerals: list[Numeral]) -> str | None:
    """The unit of a column, '' for none, None where there is no agreement on one."""
    units = Counter(n.unit for n in numerals if n.unit)
    if not units:
        return ""
    unit, often = units.most_common(1)[0]
    if often < ONE_UNIT * units.total():
        return None
    return unit


def fits(read: Numeral | float | None, mark: str, unit: str) -> bool:
    """Whether a cell is a number of the column."""
    if isinstance(read, Numeral):
        return read.value(mark) is not None and read.unit in ("", unit)
    return read is not None


def plain_values(column: Column, scan: Scan, lines: list[int]) -> None:
    """Make it a column of the numbers that stand there as a program writes them."""
    assert scan.plain is not None
    column.kind, column.values = "number", scan.plain.copy()
    for k in np.flatnonzero(np.isnan(column.values)):
        column.findings.append(missing(lines[k], column.number))


def number_values(column: Column, scan: Scan, lines: list[int], mark: Mark, unit: str) -> None:
    """Make it a column of numbers, with a finding for each way in which cells are changed."""
    column.kind, column.unit, column.decimal = "number", unit, mark.decimal
    told, bare = _told_and_bare(scan)
    mixed = unit in _RATIOS and told > 0 and bare > 0
    values, changed = [], _Changes(column, mark)
    for cell, line in zip(scan.cells, lines, strict=True):
        value = np.nan
        read = None if cell in scan.missing else scan.read[cell]
        if cell in scan.missing:
            column.findings.append(missing(line, column.number))
        elif read is None or (isinstance(read, Numeral) and read.value(mark.decimal) is None):
            detail = "This is no number, but most of the column is."
            old = text_of(cell)
            column.findings.append(Finding("not_a_number", detail, line, column.number, old=old))
        elif isinstance(read, Numeral):
            value = float(read.value(mark.decimal) or 0.0)
            if read.unit not in ("", unit) or (mixed and bool(read.unit) == (told <= bare)):
                detail = "This number has another unit than the column."
                old = text_of(cell)
                column.findings.append(Finding("other_unit", detail, line, column.number, old=old))
                value = np.nan
            else:
                changed.note(read, text_of(cell), value, line)
        else:
            value = read
        values.append(value)
    column.values = np.array(values)
    column.findings.extend(changed.findings())


def _told_and_bare(scan: Scan) -> tuple[int, int]:
    """How many numbers stand with a unit, and how many without."""
    numbers = [read for cell in scan.present if (read := scan.read[cell]) is not None]
    told = sum(isinstance(read, Numeral) and bool(read.unit) for read in numbers)
    return told, len(numbers) - told


class _Changes:
    """Cells of a column that are read as something else than what stands in them."""

    def __init__(self, column: Column, mark: Mark) -> None:
        self.column, self.mark = column, mark
        self.cells: dict[str, list[tuple[int, str, float, Numeral]]] = {}

    def note(self, read: Numeral, text: str, value: float, line: int) -> None:
        groups = read.has_groups(self.mark.decimal)
        if groups:
            self._add("thousands", line, text, value, read)
        elif read.marked and self.mark.guessed:
            self._add("decimals", line, text, value, read)
        if read.unit:
            self._add("unit", line, text, value, read)
        elif not read.plain and not groups:
            self._add("written", line, text, value, read)

    def _add(self, code: str, line: int, text: str, value: float, read: Numeral) -> None:
        self.cells.setdefault(code, []).append((line, text, value, read))

    def findings(self) -> list[Finding]:
        return [self._finding(code, cells) for code, cells in self.cells.items()]

    def _finding(self, code: str, cells: list[tuple[int, str, float, Numeral]]) -> Finding:
        line, text, value, read = cells[0]
        other, change = None, {}
        detail = _DETAILS[code]
        if code == "unit":
            detail = detail.format(unit=read.unit)
        if code in ("thousands", "decimals") and self.mark.guessed:
            name = "comma" if self.mark.decimal == "point" else "point"
            ambiguous = next((c for c in cells if c[3].marked), None)
            if ambiguous:
                line, text, value, read = ambiguous
                other, change = written(float(read.value(name) or 0.0)), {"decimal": name}
        return Finding(
            code, detail, line, self.column.number, old=text, new=written(value),
            other=other, change=change, lines=tuple(c[0] for c in cells),
        )  # fmt: skip


_DETAILS = {
    "thousands": "The mark before three digits separates thousands.",
    "decimals": "The mark before three digits is a decimal mark.",
    "unit": "The unit {unit} is dropped.",
    "written": "This is written otherwise than as plain digits.",
}
