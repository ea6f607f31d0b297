"""Rows above a table and below it that are no examples: titles, notes, sums, counts."""

import re

from engine.tables.cells import filled, is_text, last, said
from engine.tables.findings import Finding
from engine.tables.grid import Cell, Row
from engine.tables.numerals import is_missing

_SUMS = re.compile(
    r"(?:grand |sub)?total|sums?|summe|(?:ins)?gesamt|average|mean|mittelwert|합계|총계|평균|소계",
    re.IGNORECASE,
)
NOTE = 20
"""Letters from which a text that stands alone in its row is a note and no value."""


def without_titles(rows: list[Row], width: int, findings: list[Finding]) -> list[Row]:
    """Without the rows on top that hold one text, over rows that hold more."""
    start = 0
    while (
        start + 1 < len(rows) and width > 1
        and (_is_title(rows[start][1], rows[start + 1][1], width) or _is_words(rows[start:], width))
    ):  # fmt: skip
        what = "This row stands above the table and is not used."
        findings.append(Finding("title", what, rows[start][0], old=said(rows[start][1])))
        start += 1
    return rows[start:]


def _is_title(cells: list[Cell], below: list[Cell], width: int) -> bool:
    if str(cells[0]).startswith("#") and last(cells) != width:
        return True
    if filled(cells) != 1 or (filled(below) < 2 and last(below) > 1):
        return False
    if len(cells) == 2 and width == 2 and not is_text(below):
        return False  # one name for two columns, right above numbers
    return is_text(cells) or is_text(below)


def _is_words(rows: list[Row], width: int) -> bool:
    """Whether the first row has more cells than there are columns, and names stand below it."""
    top, *below = [cells for _, cells in rows[:3]]
    return (
        len(below) == 2 and filled(top) > width == filled(below[0]) == len(below[0])
        and is_text(below[0]) and not is_text(below[1])
    )  # fmt: skip


def class_names(rows: list[Row], width: int) -> tuple[str, ...]:
    """scikit-learn's first line: how many examples and inputs, and the names of the classes."""
    cells = [str(cell) for cell in rows[0][1][: last(rows[0][1])]]
    if len(cells) < 4 or cells[:2] != [str(len(rows) - 1), str(width - 1)]:
        return ()
    return tuple(cells[2:]) if is_text([*cells[2:]]) else ()


def without_notes(body: list[Row], width: int, findings: list[Finding]) -> list[Row]:
    """Without notes below the table and sums over it."""
    end = len(body)
    while end > 1:
        line, cells = body[end - 1]
        if _is_sum(cells) and not any(cells[0] == other[0] for _, other in body[: end - 1]):
            findings.append(Finding("total", "This row sums up the others.", line, old=said(cells)))
        elif width > 1 and _is_note(cells, width):
            findings.append(
                Finding("note", "This row stands below the table.", line, old=said(cells))
            )
        else:
            break
        end -= 1
    return body[:end]


def _is_sum(cells: list[Cell]) -> bool:
    return any(isinstance(c, str) and _SUMS.fullmatch(c.rstrip(" :")) for c in cells[:2])


def _is_note(cells: list[Cell], width: int) -> bool:
    first = str(cells[0])
    if filled(cells) != 1 or is_missing(first) or not is_text(cells):
        return False
    return len(cells) != width or len(first) > NOTE or ":" in first
