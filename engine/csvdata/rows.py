"""Text → rows of cells that all have the same width, with their names and lines."""

import csv
import io
from collections import Counter
from dataclasses import dataclass

from engine.csvdata.findings import Finding, UnusableTable
from engine.csvdata.numerals import looks_like_number

DELIMITERS = {"tab": "\t", "semicolon": ";", "comma": ","}
SAMPLE = 50
"""Rows that decide what separates cells."""


@dataclass(frozen=True)
class Limits:
    """The largest table that is read, and the longest text in it."""

    rows: int = 2_000
    columns: int = 256
    text: int = 80
    magnitude: float = 1e6


@dataclass(frozen=True)
class Rows:
    """Rows of equally many cells; `lines` says where each starts in the file, from 1."""

    names: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    delimiter: str
    header: bool
    count: int
    """Rows that were found, also those that cannot be used."""


def read_rows(
    text: str, delimiter: str, header: str, limits: Limits, findings: list[Finding]
) -> Rows:
    """The rows of a table; `delimiter` and `header` may be `auto`. Raises UnusableTable."""
    text = text.removeprefix("\ufeff")
    if delimiter == "auto":
        delimiter = _delimiter(text)
    records = _records(text, DELIMITERS[delimiter], limits, findings)
    if not records:
        raise UnusableTable(Finding("empty", "There is no row with a value."), findings)
    named = _has_header([cells for _, cells in records]) if header == "auto" else header == "yes"
    body = records[1:] if named else records
    if len(body) > limits.rows:
        finding = Finding("too_many_rows", f"There are more than {limits.rows} rows.", body[-1][0])
        raise UnusableTable(finding, findings, limits.rows)
    width = Counter(len(cells) for _, cells in body or records).most_common(1)[0][0]
    names = _names(records[0] if named else (0, []), width, limits, findings)
    kept = []
    for line, cells in body:
        if len(cells) != width:
            detail = f"This row has {len(cells)} values, the others have {width}."
            findings.append(Finding("ragged", detail, line))
        else:
            kept.append((line, tuple(cells)))
    return Rows(
        names, tuple(c for _, c in kept), tuple(n for n, _ in kept), delimiter, named, len(body)
    )


def _delimiter(text: str) -> str:
    """The first that cuts nine of ten rows into equally many cells; a comma if none does."""
    for name, character in DELIMITERS.items():
        widths = []
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=character)
        try:
            for row in reader:
                if any(cell.strip() for cell in row):
                    widths.append(len(row))
                if len(widths) == SAMPLE:
                    break
        except csv.Error:
            continue
        (width, often), *_ = Counter(widths).most_common(1) or [(1, 0)]
        if width > 1 and often >= 0.9 * len(widths):
            return name
    return "comma"


def _records(
    text: str, delimiter: str, limits: Limits, findings: list[Finding]
) -> list[tuple[int, list[str]]]:
    """Rows that hold anything, each with the line it starts in."""
    stream = io.StringIO(text, newline="")
    reader = csv.reader(stream, delimiter=delimiter, skipinitialspace=True, strict=True)
    found: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for row in reader:
            cells = [_clean(cell) for cell in row]
            if any(cells):
                found.append((line, cells))
            elif len(row) > 1:
                findings.append(Finding("blank", "Every cell of this row is empty.", line))
            if len(row) > limits.columns:
                detail = f"This row has more than {limits.columns} values."
                finding = Finding("too_many_columns", detail, line)
                raise UnusableTable(finding, findings, limits.columns)
            if len(found) > limits.rows + 1:  # with the names, too many already
                break
            line = reader.line_num + 1
    except csv.Error as error:
        code, detail = "quote", "A quotation mark in this row is not closed, or text follows it."
        if "limit" in str(error):
            code, detail = "too_long", "A value in this row is far too long."
        raise UnusableTable(Finding(code, detail, line), findings) from None
    return found


def _clean(cell: str) -> str:
    if not cell.isprintable():
        cell = "".join(c if c.isprintable() else " " for c in cell)
    return " ".join(cell.split())


def _has_header(records: list[list[str]]) -> bool:
    """Names are no numbers; and they stand over numbers, or do not come again below."""
    first, *body = records
    if any(map(looks_like_number, first)):
        return False
    columns = [[row[k] for row in body if k < len(row)] for k in range(len(first))]
    over_numbers = any(any(map(looks_like_number, column)) for column in columns)
    again = any(name in column for name, column in zip(first, columns, strict=True) if name)
    return over_numbers or not again


def _names(
    first: tuple[int, list[str]], width: int, limits: Limits, findings: list[Finding]
) -> tuple[str, ...]:
    """A name for each column, all different."""
    line, given = first
    if given and len(given) != width:
        detail = f"There are {len(given)} names, but the rows below have {width} values."
        findings.append(Finding("header", detail, line))
    names: list[str] = []
    for k in range(width):
        name = given[k] if k < len(given) else ""
        if len(name) > limits.text:
            detail = f"The name of this column is longer than {limits.text} characters."
            findings.append(Finding("too_long", detail, line, k + 1))
            name = ""
        if name in names:
            detail = "An earlier column has the same name."
            findings.append(Finding("same_name", detail, line, k + 1))
            name = ""
        names.append(name or next(n for n in _numbered(k + 1) if n not in (*names, *given)))
    return tuple(names)


def _numbered(column: int) -> list[str]:
    return [f"column {column}" + "′" * k for k in range(300)]
