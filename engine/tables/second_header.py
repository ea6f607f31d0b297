"""A second row of names: units below the names, or names below merged cells."""

from engine.tables.cells import is_text, said
from engine.tables.findings import Finding
from engine.tables.grid import Cell, Row
from engine.tables.names import SAMPLE
from engine.tables.numerals import is_missing


def with_second(
    first: list[Cell], body: list[Row], findings: list[Finding]
) -> tuple[list[Cell], list[Row]]:
    """The names with those of a second row, and the rows below; the same where there is none.

    It has texts over numbers alone, or where the first row is empty. Merged cells stand in front
    of the names below them; units are told and change no name.
    """
    if len(body) < 3 or len(body[0][1]) != len(first):
        return first, body
    (line, second), rest = body[0], body[1:]
    new = ["" if cell == first[k] else cell for k, cell in enumerate(second)]
    filled = [k for k, cell in enumerate(new) if cell != "" and not _is_none(cell)]
    numbers = [k for k in range(len(first)) if _are_numbers([cells for _, cells in rest], k)]
    over = [k for k in filled if k in numbers]
    apart = all(k in numbers or first[k] == "" for k in filled)
    if not is_text(second) or not apart or len(over) < min(2, max(len(numbers), 1)):
        return first, body
    if not any(first[k] == "" for k in filled):
        what = "This row stands above the table and is not used."
        findings.append(Finding("title", what, line, old=said(second)))
        return first, rest
    names: list[Cell] = []
    group: Cell = ""
    for above, below in zip(first, new, strict=True):
        group = above if above != "" or below == "" else group
        names.append(f"{group} {below}".strip())
    return names, rest


def _is_none(cell: Cell) -> bool:
    return isinstance(cell, str) and is_missing(cell)


def _are_numbers(rows: list[list[Cell]], k: int) -> bool:
    cells = [row[k] for row in rows[:SAMPLE] if k < len(row) and not _is_none(row[k])]
    return bool(cells) and 2 * sum(not is_text([cell]) for cell in cells) > len(cells)
