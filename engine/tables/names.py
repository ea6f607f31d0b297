"""Names of columns: whether the first row holds them, and one for each column."""

from engine.counted import counted
from engine.tables.cells import is_text, last
from engine.tables.dates import days
from engine.tables.findings import Finding
from engine.tables.grid import Cell, Row
from engine.tables.numerals import is_missing

SAMPLE = 50
"""Rows below the first that show whether it holds names."""

LONGEST_YEAR = 9
"""Digits of a year, or of a month or day that is written as one number."""


def has_names(rows: list[Row]) -> bool:
    """Names are no numbers; and they stand over numbers, or do not come again below."""
    (_, first), *rest = rows
    body = [cells for _, cells in rest[:SAMPLE]]
    if any(isinstance(cell, str) and cell and is_missing(cell) for cell in first):
        return False
    if not is_text(first):
        return _is_years(first, body) or _are_dates(first, body)
    columns = [[row[k] for row in body if k < len(row)] for k in range(len(first))]
    over = any(any(not is_text([c]) for c in column) for column in columns)
    again = any(n in column for n, column in zip(first, columns, strict=True) if n != "")
    return over or not again


def _is_years(first: list[Cell], body: list[list[Cell]]) -> bool:
    """Years stand as names over numbers: Country, 1960, 1961, …"""
    if not body or first[0] == "" or not is_text(first[:1]):
        return False
    rest = [str(cell).removesuffix(".0") for cell in first if not is_text([cell])]
    if len(rest) < 3 or not all(cell.isdigit() and len(cell) <= LONGEST_YEAR for cell in rest):
        return False
    return all(int(cell) == int(rest[0]) + k for k, cell in enumerate(rest))


def _are_dates(first: list[Cell], body: list[list[Cell]]) -> bool:
    """Dates stand as names over what is none: Country, 2020-01-01, 2020-02-01, …"""
    dated = [k for k, cell in enumerate(first) if isinstance(cell, str) and days(cell) is not None]
    others = [cell for k, cell in enumerate(first) if k not in dated]
    if len(dated) < 2 or not others or not is_text(others) or not body:
        return False
    below = (row[k] for row in body for k in dated if k < len(row))
    return not any(isinstance(cell, str) and days(cell) is not None for cell in below)


def names(first: Row, width: int, longest: int, findings: list[Finding]) -> tuple[str, ...]:
    """A name for each column, all different; `first` is empty where there are none."""
    line, cells = first[0] or None, first[1]  # no line is the first of JSON
    given = [c if isinstance(c, str) else repr(c).removesuffix(".0") for c in cells]
    if given and len(given) != width and last(cells) != width:
        said, found = counted(len(given), "name"), counted(width, "value")
        verb = "is" if len(given) == 1 else "are"
        detail = f"There {verb} {said}, but the rows below have {found}."
        findings.append(Finding("header", detail, line))
    out: list[str] = []
    for k in range(width):
        name = given[k] if k < len(given) else ""
        if len(name) > longest:
            detail = f"The name of this column is longer than {longest} characters."
            findings.append(Finding("too_long", detail, line, k + 1))
            name = ""
        if name and name in out:
            detail = "An earlier column has the same name."
            findings.append(Finding("same_name", detail, line, k + 1))
            name = ""
        out.append(name or next(n for n in _numbered(k + 1) if n not in (*out, *given)))
    return tuple(out)


def _numbered(column: int) -> list[str]:
    return [f"column {column}" + "′" * k for k in range(300)]
