"""Which rows are names and which are examples: a grid of columns of one length."""

from collections import Counter

from engine.counted import counted
from engine.tables.cells import is_text, last, said
from engine.tables.findings import Finding, UnusableTable
from engine.tables.grid import Grid, Row
from engine.tables.names import has_names, names
from engine.tables.second_header import with_second
from engine.tables.titles import class_names, without_notes, without_titles


def layout(rows: list[Row], header: str, longest: int, findings: list[Finding]) -> Grid:
    """Rows of one width with their names; what is no example is told. Raises UnusableTable."""
    if not rows:
        raise UnusableTable(Finding("empty", "There is no row with a value."), findings)
    width = _width(rows)
    classes = class_names(rows, width)
    if classes:
        detail = "This row counts examples and inputs, and names the classes."
        findings.append(Finding("counts", detail, rows[0][0], old=said(rows[0][1])))
        rows = rows[1:]
    rows = without_titles(rows, width, findings)
    named = header == "yes" or (header == "auto" and has_names(rows))
    (line, first), body = rows[0], rows[1:] if named else rows
    short = len(first) == width - 1
    row_names = named and (short or first[0] == "") and _own(body, width)
    if row_names and short:
        first = ["", *first]
    if named:
        first, body = with_second(first, body, findings)
    told = names((line, first) if named else (0, []), width, longest, findings)
    body = without_notes(body, width, findings)
    used, ragged = [], []
    for line, found in body:
        cells = found[:width] if last(found) <= width else found
        if len(cells) != width:
            detail = f"This row has {counted(len(cells), 'value')}, the others have {width}."
            findings.append(Finding("ragged", detail, line, old=said(cells)))
            ragged.append((line, cells))
        else:
            used.append((line, cells))
    columns = [list(column) for column in zip(*(c for _, c in used), strict=True)]
    return Grid(
        told, columns or [[] for _ in told], [line for line, _ in used], len(body),
        header=named, row_names=row_names, classes=classes, ragged=tuple(ragged),
    )  # fmt: skip


def _width(rows: list[Row]) -> int:
    """Cells of most rows; separators at the end of all of them are none."""
    widths = Counter(len(cells) for _, cells in rows[1:] or rows)
    width = widths.most_common(1)[0][0]
    return max((last(cells) for _, cells in rows if len(cells) == width), default=width)


def _own(body: list[Row], width: int) -> bool:
    """Whether the first cell of each row is its own, and no decimal number."""
    firsts = [cells[0] for _, cells in body if len(cells) == width]
    whole = all(isinstance(c, str) and (c.isdigit() or is_text([c])) for c in firsts)
    return whole and len(firsts) == len(set(firsts)) > 0
