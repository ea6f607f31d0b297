"""Sheets of .xlsx and .ods → rows: numbers stay numbers, dates become their ISO form."""

import datetime as dt
import io
import math
from typing import Any, NamedTuple

from engine.tables.archive import repacked
from engine.tables.extra import library
from engine.tables.findings import Finding, UnusableTable
from engine.tables.grid import Cell, Row
from engine.tables.records import LETTERS, WIDTH


class Sheet(NamedTuple):
    """The rows of a sheet, its name, and the names of all that hold cells."""

    rows: list[Row]
    name: str
    names: tuple[str, ...]


def read_sheet(data: bytes, kind: str, wanted: str, most: int, findings: list[Finding]) -> Sheet:
    """The wanted sheet, or the first that holds cells; raises UnusableTable."""
    sheets = _sheets(repacked(data, kind))
    filled = tuple(name for name, sheet in sheets.items() if sheet.height)
    if wanted and wanted not in sheets:
        raise UnusableTable(Finding("no_such_sheet", "There is no such sheet."), findings)
    if not filled:
        raise UnusableTable(Finding("empty", "There is no row with a value."), findings)
    name = wanted or filled[0]
    if len(filled) > 1 and not wanted:
        detail = f"There are {len(filled)} sheets with cells; this is the first."
        findings.append(Finding("other_sheets", detail))
    sheet = sheets[name]
    if sheet.width > WIDTH:
        detail = f"This sheet has more than {WIDTH:,} columns."
        raise UnusableTable(Finding("too_many_columns", detail), findings, WIDTH)
    if sheet.height > most:
        detail = f"There are more than {most:,} rows."
        raise UnusableTable(Finding("too_big", detail), findings, most)
    rows: list[Row] = []
    for line, cells in enumerate(sheet.to_python(skip_empty_area=False), 1):
        row = [_cell(value) for value in cells]
        if any(cell != "" for cell in row):
            rows.append((line, row))
    return Sheet(rows, name, filled)


def _sheets(data: bytes) -> dict[str, Any]:
    """The sheets by name; raises UnusableTable for what cannot be read."""
    calamine = library("python_calamine")
    try:
        book = calamine.CalamineWorkbook.from_object(io.BytesIO(data))
        return {name: book.get_sheet_by_name(name) for name in book.sheet_names}
    except BaseException as error:
        panicked = type(error).__name__ == "PanicException"  # Rust's, which is no Exception
        if isinstance(error, Exception) or panicked:
            detail = "This file is damaged or locked."
            raise UnusableTable(Finding("damaged", detail)) from None
        raise


def _cell(value: Any) -> Cell:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return float(value) if math.isfinite(value) else str(value)
        case dt.datetime() if not (value.hour or value.minute or value.second):
            return value.date().isoformat()
        case dt.datetime():
            return value.isoformat(" ", "seconds")
        case dt.date() | dt.time():
            return value.isoformat()
        case dt.timedelta():
            return value.total_seconds()
        case _:
            return " ".join(str(value)[:LETTERS].split())
