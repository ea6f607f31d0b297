"""Rows that name only what is not 0: those of LIBSVM, and of sparse ARFF."""

import math
import re
from collections.abc import Sequence

from engine.tables.findings import Finding, UnusableTable
from engine.tables.grid import Cell, Row
from engine.tables.records import WIDTH

_NUMBER = r"[+-]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[nN]a[nN]|inf)"
_LINE = re.compile(
    rf"[ \t]*(?P<label>{_NUMBER})(?:[ \t]+qid:(?P<query>[0-9]{{1,18}}))?"
    rf"(?P<pairs>(?:[ \t]+[0-9]{{1,9}}:{_NUMBER})*)[ \t]*(?:#.*)?"
)
_TIME = re.compile(r"\s*(?:[01]?[0-9]|2[0-3]):[0-5][0-9]")
QUERY = "qid"
"""Which rows are answers to one query: it names rows, and is nothing to learn from."""
_TEXT = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
_PAIR = re.compile(
    rf"""\s*(?P<place>[0-9]{{1,9}})\s+(?P<value>{_TEXT}|[^,\s'"]+)\s*(?:,(?=\s*[0-9])|$)"""
)
_BRACES = re.compile(rf"""\{{\s*(?P<pairs>(?:[^{{}}'"]|{_TEXT})*)\}}\s*(?:,\s*\{{[^{{}}]*\}})?""")
"""A row; a weight may stand behind it."""


def is_libsvm(text: str) -> bool:
    """Whether its first lines are a label, perhaps a query, and `place:value` pairs; what is one
    time of day in each is none.
    """
    lines = [line for line in text[:10_000].split("\n")[:20] if _says(line)]
    if len(text) > 10_000 and len(lines) > 1:
        del lines[-1]  # it may be cut off
    rows = [_LINE.fullmatch(line.rstrip()) for line in lines]
    pairs = [row["pairs"] for row in rows if row]
    return all(rows) and any(pairs) and not all(map(_TIME.fullmatch, pairs))


def _says(line: str) -> bool:
    """Whether more stands in it than a comment."""
    return line.strip() != "" and not line.lstrip().startswith("#")


def read_libsvm(text: str, most: int, findings: list[Finding]) -> list[Row]:
    """Its rows, the names first, the label last; a query (`qid:`) stands in a column before them.

    Raises UnusableTable for a row that is none.
    """
    found: list[tuple[int, str, dict[int, float]]] = []
    queries: dict[int, str] = {}
    for line, words in enumerate(text.split("\n"), 1):
        if not _says(words):
            continue
        row = _LINE.fullmatch(words.rstrip())
        if not row or len(found) == most:
            detail = (
                "This row is no label with pairs."
                if not row
                else f"There are more than {most:,} rows."
            )
            code = "not_a_table" if not row else "too_big"
            raise UnusableTable(Finding(code, detail, line), findings, most if row else None)
        pairs = (pair.split(":") for pair in row["pairs"].split())
        found.append((line, row["label"], {int(place): float(value) for place, value in pairs}))
        if row["query"]:
            queries[line] = row["query"]
    places = [place for _, _, values in found for place in values]
    begin, end = min(1, *places), max(places)
    _check_width(end + 2 - begin, findings)
    names: list[Cell] = [f"x{place}" for place in range(begin, end + 1)]
    body: list[Row] = [
        (line, [*(_value(values.get(place, 0.0)) for place in range(begin, end + 1)), label])
        for line, label, values in found
    ]
    if not queries:
        return [(0, [*names, "label"]), *body]
    asked: list[Row] = [(line, [queries.get(line, ""), *cells]) for line, cells in body]
    return [(0, [QUERY, *names, "label"]), *asked]


def _value(value: float) -> Cell:
    """A number; none, or one without end, is no value."""
    return value if math.isfinite(value) else ""


def dense(text: str, line: int, empty: Sequence[str], findings: list[Finding]) -> list[Row]:
    """Rows of sparse ARFF from a line on; `empty` is by column what one is that a row leaves out.

    Raises UnusableTable for a row that is none.
    """
    rows: list[Row] = []
    for at, words in enumerate(text.split("\n"), line):
        if not words.strip():
            continue
        row = _BRACES.fullmatch(words.strip())
        cells = _filled([*empty], row["pairs"]) if row else None
        if cells is None:
            detail = "This row is no list of places with values in braces."
            raise UnusableTable(Finding("arff", detail, at), findings)
        rows.append((at, cells))
    return rows


def _filled(cells: list[Cell], pairs: str) -> list[Cell] | None:
    """The cells with those that are named; None where a pair is none or has no place."""
    at = 0
    while at < len(pairs):
        pair = _PAIR.match(pairs, at)
        if not pair or int(pair["place"]) >= len(cells):
            return None
        cells[int(pair["place"])] = re.sub(r"\\(.)", r"\1", pair["value"].strip("'\""))
        at = pair.end()
    return cells


def _check_width(width: int, findings: list[Finding]) -> None:
    if width > WIDTH:
        detail = f"There are more than {WIDTH:,} columns."
        raise UnusableTable(Finding("too_many_columns", detail), findings, WIDTH)
