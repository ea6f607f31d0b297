"""What a column is: numbers, yes and no, dates, groups, or what only tells rows apart."""

import re
from collections import Counter
from collections.abc import Mapping

import numpy as np

from engine.tables.column import CATEGORIES, Column, category_values, text_of
from engine.tables.dates import days, is_day_first
from engine.tables.findings import Finding, missing
from engine.tables.grid import Grid
from engine.tables.marks import decide, votes
from engine.tables.numerals import Numeral, written
from engine.tables.options import Limits
from engine.tables.quantity import fits, number_values, plain_values, unit_of
from engine.tables.scan import Scan

GROUPS = 10
"""Most different numbers and texts that make groups together, each of the texts this often."""
FEW = 5
"""Rows from which on a text of its own in each row, or a count, is no chance."""
_IDENTIFIER = re.compile(
    r"(?:.*[ _.-])?(?:ids?|identifier|index|idx|uuid|번호|연번|순번|학번)"
    r"|(?:.* )?(?:nr|no|num|number|key)\.?",
    re.IGNORECASE,
)
_ANSWERS = [
    ("no", "yes"), ("n", "y"), ("false", "true"), ("f", "t"), ("nein", "ja"), ("non", "oui"),
    ("falsch", "wahr"), ("아니오", "예"), ("아니요", "예"), ("아니요", "네"), ("거짓", "참"),
]  # fmt: skip


def table_votes(all_scans: list[Scan]) -> int:
    """What the columns of numbers show of the decimal mark, one vote each."""
    shown = 0
    for scan in all_scans:
        if scan.plain is not None:
            shown -= scan.has_point
            continue
        numerals = scan.numerals
        if len(numerals) > len(scan.present) / 2:
            shown += int(np.sign(votes(numerals)))
    return shown


def understand(
    place: int, grid: Grid, scan: Scan, decimal: str, table: int,
    told: Mapping[int, str], limits: Limits,
) -> Column:  # fmt: skip
    """The column, of the kind that is told or else shown by most of its cells."""
    column = Column(place, grid.names[place], "empty", np.full(len(scan.cells), np.nan))
    kind = told.get(place) or grid.kinds.get(place)
    if scan.plain is not None and decimal != "comma" and kind in (None, "number"):
        plain_values(column, scan, grid.lines)
        column.reason = _identifies(column, grid)
        if grid.row_names and place == 0:
            column.reason = "row_names"
        return column
    present, numerals = scan.present, scan.numerals
    separator = "comma" if grid.format == "json" else grid.delimiter
    mark = decide(numerals, decimal, table, separator)
    unit = unit_of(numerals)
    column.decimal = mark.decimal
    if not present:
        detail = "This column has no value."
        column.reason = "empty_column"
        column.findings = [Finding("empty_column", detail, None, place + 1)]
        return column
    numbers = sum(fits(scan.read[c], mark.decimal, unit or "") for c in present)
    share = numbers / len(present) if unit is not None else 0.0
    if kind == "category":
        category_values(column, scan, grid.lines, limits.text)
    elif _is_date(scan, kind) and not (place in told and share > 0.5):
        _date_values(column, scan, grid.lines)
    elif _answers(scan):
        _answer_values(column, scan, grid.lines)
    elif kind == "number" or (kind is None and share > 0.5 and not _has_groups(scan)):
        number_values(column, scan, grid.lines, mark, unit or _first_unit(numerals))
        column.reason = _identifies(column, grid)
    else:
        category_values(column, scan, grid.lines, limits.text)
        different = {text_of(c) for c in present}
        if len(different) == len(present) >= FEW:
            column.reason = "own_text"
        elif len(different) > CATEGORIES:
            column.reason = "too_many_categories"
    if grid.row_names and place == 0:
        column.reason = "row_names"
    return column


def _has_groups(scan: Scan) -> bool:
    """Whether few numbers and a text come again and again: 2, 4, more."""
    often = Counter(scan.present)
    texts = [k for cell, k in often.items() if scan.read[cell] is None]
    return len(often) <= GROUPS and max(texts, default=0) >= max(FEW, len(scan.present) / GROUPS)


def _first_unit(numerals: list[Numeral]) -> str:
    return next((n.unit for n in numerals if n.unit), "")


def _identifies(column: Column, grid: Grid) -> str | None:
    values = column.values
    if len(values) < FEW or not np.isfinite(values).all():
        return None
    if values[0] in (0, 1) and (np.diff(values) == 1).all():
        return "counting"
    whole = (values == np.round(values)).all() and len(np.unique(values)) == len(values)
    return "identifier" if whole and _IDENTIFIER.fullmatch(column.name) else None


def _is_date(scan: Scan, kind: str | None) -> bool:
    if kind not in (None, "date", "number"):
        return False
    present = scan.present
    most = 0.1 * len(present)
    misses = 0
    for cell in present:
        misses += not isinstance(cell, str) or days(cell) is None
        if misses > most:
            return False
    return True


def _date_values(column: Column, scan: Scan, lines: list[int]) -> None:
    """Days since the first of them."""
    first = is_day_first([c for c in scan.present if isinstance(c, str)])
    read = {c: days(c, first) for c in scan.read if isinstance(c, str)}
    values = np.array([np.nan if (d := read.get(c)) is None else d for c in scan.cells])  # type: ignore[arg-type]
    values -= np.floor(np.nanmin(values))
    column.kind, column.values, column.reason = "date", values, "date"
    column.findings = [
        missing(line, column.number)
        for line, value in zip(lines, values, strict=True)
        if np.isnan(value)
    ]
    known = np.flatnonzero(np.isfinite(values))
    detail = "Dates are read as days since the first of them."
    column.findings.append(
        Finding(
            "days", detail, lines[known[0]], column.number, old=text_of(scan.cells[known[0]]),
            new=written(float(values[known[0]])), lines=tuple(lines[k] for k in known),
        )
    )  # fmt: skip


def _answers(scan: Scan) -> tuple[str, str] | None:
    said = {text_of(c).casefold() for c in scan.read}
    return next((pair for pair in _ANSWERS if said == set(pair)), None)


def _answer_values(column: Column, scan: Scan, lines: list[int]) -> None:
    """0 for no and 1 for yes."""
    pair = _answers(scan)
    assert pair
    texts = [text_of(c).casefold() for c in scan.cells]
    values = [pair.index(text) if text in pair else np.nan for text in texts]
    column.kind, column.values = "number", np.array(values, dtype=float)
    by_answer = {text_of(c).casefold(): text_of(c) for c in scan.read}
    column.two = (by_answer[pair[0]], by_answer[pair[1]])
    for line, text in zip(lines, texts, strict=True):
        if text not in pair:
            column.findings.append(missing(line, column.number))
    changed = [k for k, text in enumerate(texts) if text in pair]
    column.findings.append(
        Finding(
            "yes_no", f"{column.two[0]} and {column.two[1]} are read as 0 and 1.",
            lines[changed[0]], column.number, old=text_of(scan.cells[changed[0]]),
            new=written(values[changed[0]]), lines=tuple(lines[k] for k in changed),
        )
    )  # fmt: skip
