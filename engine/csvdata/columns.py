"""Columns of cells → numbers, or indices into categories; what does not fit is left out."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from engine.csvdata.findings import Finding
from engine.csvdata.numerals import is_missing, number
from engine.csvdata.rows import Limits, Rows
from engine.dataset import code
from engine.op import Array

CATEGORIES = 50
"""Most categories of a column: more are names, not groups."""


@dataclass(frozen=True, eq=False)
class Column:
    """One column: numbers, or indices into `categories`; NaN where a row has no use for it."""

    place: int
    name: str
    values: Array
    categories: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """Names of the inputs that the column gives."""
        return tuple(f"{self.name} = {c}" for c in self.categories) or (self.name,)

    def inputs(self, rows: Array) -> Array:
        """Shape (rows, 1), or (rows, categories) with a one for the category."""
        values: Array = self.values[rows]
        if self.categories:
            return code(values.astype(int), len(self.categories), "one_hot")
        return values.reshape(-1, 1)


def read_columns(
    rows: Rows, decimal: str, told: Collection[int], limits: Limits, findings: list[Finding]
) -> list[Column]:
    """All columns that can be used, from left to right; those in `told` are categories."""
    columns = []
    for k, name in enumerate(rows.names):
        cells = [row[k] for row in rows.cells]
        present = [cell for cell in cells if not is_missing(cell)]
        numbers = [None if is_missing(cell) else number(cell, decimal) for cell in cells]
        if not present:
            findings.append(Finding("empty_column", "This column has no value.", None, k + 1))
        elif k not in told and sum(x is not None for x in numbers) > len(present) / 2:
            values = [
                _fitting(value, is_missing(cell), line, k + 1, limits, findings)
                for value, cell, line in zip(numbers, cells, rows.lines, strict=True)
            ]
            columns.append(Column(k, name, np.array(values)))
        elif len(set(present)) > CATEGORIES:
            detail = f"This column has {len(set(present))} different texts; {CATEGORIES} may be."
            findings.append(Finding("too_many_categories", detail, None, k + 1))
        else:
            categories = sorted(
                {c for c in present if len(c) <= limits.text}, key=lambda c: _order(c, decimal)
            )
            index = {c: float(i) for i, c in enumerate(categories)}
            values = [
                index[cell] if cell in index else _unusable(cell, line, k + 1, limits, findings)
                for cell, line in zip(cells, rows.lines, strict=True)
            ]
            columns.append(Column(k, name, np.array(values), tuple(categories)))
    return columns


def _fitting(
    value: float | None, missing: bool, line: int, column: int, limits: Limits,
    findings: list[Finding],
) -> float:  # fmt: skip
    if missing:
        findings.append(Finding("missing", "There is no value here.", line, column))
    elif value is None:
        detail = "This is no number, but most of the column is."
        findings.append(Finding("not_a_number", detail, line, column))
    elif abs(value) > limits.magnitude:
        detail = f"This number lies beyond ±{limits.magnitude:,.0f}."
        findings.append(Finding("too_large", detail, line, column))
    else:
        return value
    return np.nan


def _unusable(cell: str, line: int, column: int, limits: Limits, findings: list[Finding]) -> float:
    if is_missing(cell):
        findings.append(Finding("missing", "There is no value here.", line, column))
    else:
        detail = f"This text is longer than {limits.text} characters."
        findings.append(Finding("too_long", detail, line, column))
    return np.nan


def _order(category: str, decimal: str) -> tuple[float, str]:
    """Numbers by size, then text by letters."""
    value = number(category, decimal)
    return (np.inf if value is None else value), category
