"""Text → rows of cells, each with the line it starts in."""

import csv
import io
import re

from engine.tables.dialect import DELIMITERS, Dialect
from engine.tables.findings import Finding, UnusableTable
from engine.tables.grid import Cell, Row

LETTERS = 32_767
"""Most letters of a cell, as in a spreadsheet."""
WIDTH = 2_000
"""Most cells of a row that is read at all."""

_SOLID = re.compile(r'"(?:[^"]|"")*"|[ \t]+')
_UNUSUAL = re.compile(r"[^\x20-\x7e\t\r\n]| {2}")


def records(text: str, how: Dialect, rows: int, findings: list[Finding]) -> list[Row]:
    """Rows that hold anything, at most `rows`; raises UnusableTable for marks that do not close."""
    told = len(findings)
    try:
        return _records(text, how, rows, findings)
    except UnusableTable as error:
        behind = rf"(?<={how.quote})[ \t]+(?={re.escape(DELIMITERS[how.delimiter])}|\r?$)"
        closed = re.sub(behind, "", text, flags=re.MULTILINE)
        if error.finding.code != "quote" or how.delimiter in ("blank", "tab") or closed == text:
            raise
        del findings[told:]
        return _records(closed, how, rows, findings)  # blanks stood behind what is quoted


def _records(text: str, how: Dialect, rows: int, findings: list[Finding]) -> list[Row]:
    if text.count("\n") > 2 * rows:
        detail = f"There are more than {2 * rows:,} lines."
        raise UnusableTable(Finding("too_big", detail), findings, 2 * rows)
    delimiter = DELIMITERS[how.delimiter]
    if how.delimiter == "blank":
        text, delimiter = _SOLID.sub(lambda m: m[0] if m[0][0] == '"' else "\t", text), "\t"
        text = re.sub(r"^\t|\t$", "", text, flags=re.MULTILINE)
    csv.field_size_limit(LETTERS)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, quotechar=how.quote,
        skipinitialspace=True, strict=True,
    )  # fmt: skip
    clean = _clean if _UNUSUAL.search(text) or '"' in text else str.strip
    found: list[Row] = []
    end = how.first - 1
    try:
        for row in reader:
            line, end = end + 1, reader.line_num + how.first - 1
            if not row:
                continue
            cells: list[Cell] = [*map(clean, row)]
            if clean is not str.strip:
                _tell_cleaned(row, cells, line, findings)
            if any(cells):
                found.append((line, cells))
            elif len(row) > 1:
                findings.append(Finding("blank", "Every cell of this row is empty.", line))
            if len(row) > WIDTH:
                detail = f"This row has more than {WIDTH:,} values."
                raise UnusableTable(Finding("too_many_columns", detail, line), findings, WIDTH)
            if len(found) > rows:
                detail = f"There are more than {rows:,} rows."
                raise UnusableTable(Finding("too_big", detail, line), findings, rows)
    except csv.Error as error:
        code, detail = "quote", "A quotation mark in this row is not closed, or text follows it."
        if "limit" in str(error):
            code, detail = "too_long", f"A value in this row has more than {LETTERS:,} letters."
        raise UnusableTable(Finding(code, detail, end + 1), findings) from None
    return found


def bounded(rows: list[Row], most: int, findings: list[Finding]) -> list[Row]:
    """The same rows; raises UnusableTable for none, for too many and for too wide ones."""
    if not rows:
        raise UnusableTable(Finding("empty", "There is no row with a value."), findings)
    if len(rows) > most:
        detail = f"There are more than {most:,} rows."
        raise UnusableTable(Finding("too_big", detail), findings, most)
    if any(len(cells) > WIDTH for _, cells in rows):
        detail = f"There are more than {WIDTH:,} columns."
        raise UnusableTable(Finding("too_many_columns", detail), findings, WIDTH)
    return rows


def _tell_cleaned(row: list[str], cells: list[Cell], line: int, findings: list[Finding]) -> None:
    for column, (old, new) in enumerate(zip(row, cells, strict=True), 1):
        if old.strip() != new:
            detail = "Runs of spaces and signs that do not print are gone."
            findings.append(
                Finding("cleaned", detail, line, column, old=repr(old)[1:-1], new=str(new))
            )


def _clean(cell: str) -> str:
    """Without spaces around it, runs of spaces and signs that do not print."""
    if not cell.isprintable():
        cell = "".join(c if c.isprintable() else " " for c in cell)
    return " ".join(cell.split())
