"""JSON → rows: a list of objects, an object a line, or columns, as pandas and polars write them."""

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

from engine.tables.findings import Finding, UnusableTable
from engine.tables.grid import Cell, Row
from engine.tables.records import LETTERS, WIDTH


def is_json(text: str) -> bool:
    """Whether a text is JSON and no line of a table that begins with a bracket."""
    start = text[:200].lstrip()
    return start[:1] in ("[", "{") and start[1:].lstrip()[:1] in ('"', "[", "{")


def read_json(text: str, most: int, findings: list[Finding]) -> list[Row]:
    """Its rows, the names first; raises UnusableTable for what is no table."""
    try:
        rows = _rows(_document(text))
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise UnusableTable(_fault("This JSON is no table."), findings) from None
    if len(rows) > most:
        detail = f"There are more than {most:,} rows."
        raise UnusableTable(Finding("too_big", detail), findings, most)
    names = list(dict.fromkeys(name for row in rows for name in row))
    if len(names) > WIDTH:
        detail = f"There are more than {WIDTH:,} columns."
        raise UnusableTable(Finding("too_many_columns", detail), findings, WIDTH)
    body: list[Row] = [
        (k, [_cell(row.get(name), findings) for name in names]) for k, row in enumerate(rows, 1)
    ]
    return [(0, [_whole(name) for name in names]), *body]


def _document(text: str) -> Any:
    """The document, or a list of those that stand in lines of their own."""
    try:
        return json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        if not error.msg.startswith("Extra data"):
            raise
        lines = [line for line in text.splitlines() if line.strip()]
        return [json.loads(line, object_pairs_hook=_object) for line in lines]


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Raises ValueError for a name that stands twice: one of its values would be lost."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _rows(document: Any) -> list[dict[str, Any]]:
    """Objects; raises ValueError, TypeError or AttributeError for anything else."""
    if isinstance(document, Mapping):
        if {"columns", "data"} <= document.keys():  # pandas with orient="split"
            return _named(document["columns"], document["data"])
        if {"schema", "data"} <= document.keys():  # and with orient="table"
            return _rows(_list(document["data"]))
        if rows := _wrapped(document):
            return rows
        if _is_by_row(document):  # and with orient="index"
            return list(document.values())
        columns = {
            name: list(column.values()) if isinstance(column, Mapping) else [*_list(column)]
            for name, column in document.items()
        }
        if len({len(column) for column in columns.values()}) != 1:
            raise ValueError
        return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    if document and all(isinstance(row, list) for row in document):
        first, *rest = document
        if all(isinstance(name, str) for name in first):
            return _named(first, rest)
        return _named([f"column {k + 1}" for k in range(len(first))], document)
    if not all(isinstance(row, Mapping) for row in document):
        raise ValueError
    return list(document)


def _wrapped(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The one list of objects of a document that tells something about it as well."""
    lists = [v for v in document.values() if isinstance(v, list) and v]
    rows = [v for v in lists if all(isinstance(row, Mapping) for row in v)]
    return rows[0] if len(rows) == len(lists) == 1 else []


def _is_by_row(document: Mapping[str, Any]) -> bool:
    """Whether an object of objects has a row in each, and no column.

    Rows are counted, and their numbers are the outer names; else columns are what holds numbers
    alone or texts alone.
    """
    inner = list(document.values())
    if not inner or not all(isinstance(one, Mapping) for one in inner):
        return False
    outer, within = list(document), list(dict.fromkeys(name for one in inner for name in one))
    if _counts(outer) != _counts(within):
        return _counts(outer)
    by_name: dict[str, list[Any]] = {name: [] for name in within}
    for one in inner:
        for name, value in one.items():
            by_name[name].append(value)
    columns = all(_alike(one.values()) for one in inner)
    return not columns and all(map(_alike, by_name.values()))


def _counts(names: list[str]) -> bool:
    return all(name.isascii() and name.isdigit() for name in names)


def _alike(values: Iterable[Any]) -> bool:
    return len({isinstance(value, str) for value in values if value is not None}) < 2


def _named(names: list[Any], rows: list[list[Any]]) -> list[dict[str, Any]]:
    texts = [str(name) for name in _list(names)]
    return [dict(zip(texts, _list(row), strict=True)) for row in _list(rows)]


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _cell(value: Any, findings: list[Finding]) -> Cell:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return _number(value)
        case str() if len(value) <= LETTERS:
            return _whole(" ".join(value.split()))
        case str():
            detail = f"A value in this row has more than {LETTERS:,} letters."
            raise UnusableTable(Finding("too_long", detail), findings)
        case _:
            raise UnusableTable(_fault("A value of this table is a list or an object."), findings)


def _number(value: float) -> Cell:
    try:
        found = float(value)
    except OverflowError:
        found = math.inf
    return found if math.isfinite(found) else str(found)


def _whole(text: str) -> str:
    """A text in which halves of surrogate pairs, which JSON can escape and UTF-8 has not, are �."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _fault(detail: str) -> Finding:
    return Finding("not_a_table", detail)
