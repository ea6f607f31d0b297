"""What each column is for: an input, a target, or left out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.tables.column import CATEGORIES, Column
from engine.tables.findings import Finding, UnusableTable
from engine.tables.grid import Grid
from engine.tables.options import Columns

_LEFT_OUT = {
    "row_names": "This column names the rows.",
    "counting": "This column counts the rows.",
    "identifier": "This column has a number of its own in each row.",
    "own_text": "This column has a text of its own in each row, so it only identifies.",
    "date": "This column holds dates.",
}
_INSTEAD = ("counting", "date", "identifier")
"""What becomes an input after all, if there is no other."""
_TARGETS = (
    *("target", "label", "labels", "survived", "outcome", "class", "y"),
    *("정답", "목푯값", "목표", "레이블", "라벨", "클래스"),
)
"""Names of a target, the surest first."""
_NUMBERED = re.compile(r"x_?[0-9]+")
CLASSES = 10
"""Most whole numbers that are taken for classes, each this half as often."""


@dataclass
class Uses:
    """The columns by their use, from left to right."""

    inputs: list[Column]
    targets: list[Column]


@dataclass
class Wanted:
    """Places of the columns that are named."""

    target: list[int]
    input: list[int]
    ignore: list[int]
    kinds: dict[int, str]


def wanted(grid: Grid, columns: Columns, findings: list[Finding]) -> Wanted:
    """Where the named columns stand; raises UnusableTable for names that are not there."""

    def places(names: Sequence[str], code: str) -> list[int]:
        numbers = {str(k + 1): k for k in range(len(grid.names))}
        known = numbers | {name: k for k, name in enumerate(grid.names)}
        if not set(names) <= set(known):
            detail = "A column that is asked for is not there."
            raise UnusableTable(Finding(code, detail), findings)
        return list(dict.fromkeys(known[name] for name in names))

    category = places(columns.category, "no_such_category")
    number = places(columns.number, "no_such_column")
    out = Wanted(
        places(columns.target, "no_such_target"),
        places(columns.input, "no_such_column"),
        places(columns.ignore, "no_such_column"),
        dict.fromkeys(category, "category") | dict.fromkeys(number, "number"),
    )
    used = [*out.target, *out.input, *out.ignore]
    if len(set(used)) < len(used) or set(category) & set(number):
        raise UnusableTable(Finding("two_uses", "A column is named for two uses."), findings)
    return out


def uses(columns: list[Column], want: Wanted, findings: list[Finding]) -> Uses:
    """Inputs and targets: as they are wanted, else the last column that can be learned.

    Raises UnusableTable where no input or no target is left.
    """
    free = [c for c in columns if c.place not in (*want.input, *want.ignore)]
    target = want.target or _last(free)
    for column in columns:
        if column.place in (*target, *want.input):
            _check(column, findings)
            column.reason = None
    inputs = [
        c for c in columns
        if c.place not in target and c.place not in want.ignore and c.reason is None
    ]  # fmt: skip
    others = [c for c in free if c.place not in target]
    if not inputs:
        inputs = next(([c] for why in _INSTEAD for c in others if c.reason == why), [])
        for column in inputs:
            column.reason = None
    for column in others:
        findings.extend(_why(column))
    targets = [c for c in columns if c.place in target]
    if len(targets) > 1 and any(c.categories for c in targets):
        detail = "These columns cannot be targets together, or one of them cannot be used."
        raise UnusableTable(Finding("target", detail), findings)
    if not inputs or not targets:
        detail = "There are not enough columns that can be used."
        raise UnusableTable(Finding("too_few_columns", detail), findings)
    return Uses(inputs, targets)


def _last(columns: list[Column]) -> list[int]:
    """Of the columns that are not left out and not always the same one that is called a target,
    else the last. A y is one beside x1, x2, and may be a coordinate elsewhere."""
    usable = [c for c in columns if c.reason is None]
    usable = usable or [c for c in columns if c.reason in _INSTEAD]
    told = [c for c in usable if len(np.unique(c.values[np.isfinite(c.values)])) > 1]
    names = {c.name.strip().casefold(): c.place for c in reversed(told)}
    if not any(map(_NUMBERED.fullmatch, names)):
        names.pop("y", None)
    called = [names[name] for name in _TARGETS if name in names]
    return called[:1] or [c.place for c in told or usable][-1:]


def _check(column: Column, findings: list[Finding]) -> None:
    """Whether a column that is asked for can be used."""
    if column.kind == "empty":
        raise UnusableTable(column.findings[0], findings)
    if len(column.categories) > CATEGORIES:
        raise UnusableTable(_too_many(column), findings)


def _too_many(column: Column) -> Finding:
    detail = f"This column has {len(column.categories)} different texts; {CATEGORIES} may be."
    return Finding("too_many_categories", detail, None, column.number)


def _why(column: Column) -> list[Finding]:
    """The finding for which a column is left out."""
    match column.reason:
        case None:
            return []
        case "empty_column":
            return column.findings
        case "too_many_categories":
            return [_too_many(column)]
        case reason:
            return [Finding(reason, _LEFT_OUT[reason], None, column.number)]


def classes_of(target: Column, rows: np.ndarray, told: str | None) -> bool:
    """Whether a column of numbers holds classes: two answers, or whole numbers from 0 or 1 on."""
    if told == "number" or target.kind != "number":
        return False
    values = np.unique(target.values[rows])
    if values.tolist() in ([0, 1], [-1, 1]):
        return True
    count = len(values)
    steps = values[0] in (0, 1) and (np.diff(values) == 1).all()
    return 2 <= count <= CLASSES and bool(steps) and len(rows) >= CLASSES / 2 * count
