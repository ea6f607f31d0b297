"""HTML → rows: the largest table of a page, or what a school's portal saves as a spreadsheet."""

import re
from html.parser import HTMLParser

from engine.tables.findings import Finding
from engine.tables.grid import Cell, Row
from engine.tables.records import LETTERS, WIDTH, bounded

_BEGIN = re.compile(r"<table[\s>]", re.IGNORECASE)
_UNSEEN = ("script", "style", "caption")


def is_html(text: str) -> bool:
    """Whether a table of HTML begins in it, behind what pages begin with."""
    return text[:1000].lstrip()[:1] == "<" and _BEGIN.search(text) is not None


def read_html(text: str, most: int, findings: list[Finding]) -> list[Row]:
    """Rows of its largest table; raises UnusableTable where there is none with a cell.

    They are numbered by their lines, and counted where several stand in one.
    """
    reader = _Tables()
    reader.feed(text)
    reader.close()
    rows = max(reader.tables, key=lambda rows: sum(len(row) for _, row in rows), default=[])
    if len({line for line, _ in rows}) < len(rows):
        rows = [(k, row) for k, (_, row) in enumerate(rows, 1)]
    found: list[Row] = [(line, [*map(_text, row)]) for line, row in _spread(rows) if any(row)]
    return bounded(found, most, findings)


def _text(cell: str) -> Cell:
    return " ".join(cell.split())[:LETTERS]


_Span = tuple[str, int, int]
"""What stands in a cell, and over how many columns and rows it reaches."""


class _Tables(HTMLParser):
    """Cells by table and row; a table within a cell is one of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[tuple[int, list[_Span]]]] = []
        self.open: list[list[tuple[int, list[_Span]]]] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "table":
            self.tables.append([])
            self.open.append(self.tables[-1])
        elif tag in _UNSEEN:
            self.unseen += 1
        elif self.open and tag == "tr":
            self.open[-1].append((self.getpos()[0], []))
        elif self.open and tag in ("td", "th"):
            if not self.open[-1]:
                self.open[-1].append((self.getpos()[0], []))
            spans = (_span(told.get("colspan")), _span(told.get("rowspan")))
            self.open[-1][-1][1].append(("", *spans))
        elif tag == "br":
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self.open:
            self.open.pop()
        elif tag in _UNSEEN:
            self.unseen = max(self.unseen - 1, 0)

    def handle_data(self, data: str) -> None:
        row = self.open[-1][-1][1] if self.open and self.open[-1] else None
        if row and not self.unseen:
            text, across, down = row[-1]
            row[-1] = (text + data, across, down)


def _span(told: str | None) -> int:
    digits = (told or "").lstrip("0")
    if not digits.isascii() or not digits.isdigit():
        return 1
    return min(int(digits), WIDTH + 1) if len(digits) <= len(str(WIDTH)) else WIDTH + 1


def _spread(rows: list[tuple[int, list[_Span]]]) -> list[tuple[int, list[str]]]:
    """Merged cells as many: across the others are empty, down they hold the same."""
    held: dict[int, tuple[str, int]] = {}
    out: list[tuple[int, list[str]]] = []
    for line, spans in rows:
        cells: list[str] = []
        waiting = iter(spans)
        while len(cells) <= WIDTH:
            if len(cells) in held:
                text, left = held.pop(len(cells))
                if left > 1:
                    held[len(cells)] = (text, left - 1)
                cells.append(text)
                continue
            found = next(waiting, None)
            if found is None:
                break
            text, across, down = found
            for k in range(min(max(across, 1), WIDTH)):
                if down > 1:
                    held[len(cells)] = ("" if k else text, down - 1)
                cells.append("" if k else text)
        out.append((line, cells))
        if len(cells) > WIDTH:
            return out[-1:]  # it is too wide, whatever follows
    return out
