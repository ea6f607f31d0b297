"""Own data: a table as text becomes a dataset, with a report of everything that is wrong.

>>> from engine.csvdata import read_csv
>>> data, report = read_csv("height;weight;kind\\n1,5;2;cat\\n1,7;3;dog\\n?;4;dog\\n")
>>> data.inputs.tolist(), data.target_names
([[1.5, 2.0], [1.7, 3.0]], ('cat', 'dog'))
>>> [(f.code, f.row, f.column) for f in report.findings]
[('missing', 4, 1)]
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.csvdata.columns import Column, read_columns
from engine.csvdata.findings import Finding, UnusableTable
from engine.csvdata.numerals import decimal_mark
from engine.csvdata.rows import Limits, Rows, read_rows
from engine.dataset import Dataset, check_code, code, code_names, prepared
from engine.seed import Seed, entropy
from engine.settings import InvalidSetting, Settings, bounded, choice

__all__ = ["Csv", "Finding", "Limits", "Report", "UnusableTable", "read_csv"]


@dataclass(frozen=True)
class Csv(Settings):
    """How a table is written, and what is made of it."""

    delimiter: str = choice("auto", "comma", "semicolon", "tab")
    header: str = choice("auto", "yes", "no")
    decimal: str = choice("auto", "point", "comma")
    targets: str = choice("one_hot", "zero_one", "plus_minus")
    test: float = bounded(0.0, low=0.0, high=0.9)
    standardise: bool = False


@dataclass(frozen=True)
class Report:
    """How a table was understood. `lines` are those of the rows that were used, in order.

    `columns` names all columns; `inputs` and `targets` are those used, counted from 1, and
    `categories` those of them whose values name groups.
    """

    delimiter: str
    decimal: str
    header: bool
    rows: int
    lines: tuple[int, ...]
    columns: tuple[str, ...]
    inputs: tuple[int, ...]
    targets: tuple[int, ...]
    categories: tuple[int, ...]
    findings: tuple[Finding, ...]


def read_csv(
    text: str,
    settings: Csv | None = None,
    *,
    target: Sequence[str] = (),
    categories: Sequence[str] = (),
    seed: Seed = 0,
    limits: Limits | None = None,
) -> tuple[Dataset, Report]:
    """The data in a table. `target` and `categories` name columns, or number them from 1.

    Without `target` the last column is it. A column that is mostly numbers is numbers unless
    it is named in `categories`; a category becomes one input or output for each of its texts.
    A row is used if all its values are. Raises UnusableTable if nothing can be made of it.
    """
    how, limits = settings or Csv(), limits or Limits()
    findings: list[Finding] = []
    rows = read_rows(text, how.delimiter, how.header, limits, findings)
    decimal = how.decimal
    if decimal == "auto":
        decimal = decimal_mark(cell for row in rows.cells for cell in row)
    told = _places(rows, categories, findings, "no_such_category")
    columns = read_columns(rows, decimal, told, limits, findings)
    inputs, outputs = _roles(rows, columns, target, findings)
    values = [column.values for column in (*inputs, *outputs)]
    used = np.flatnonzero(np.isfinite(values).all(axis=0))
    if not len(used):
        raise UnusableTable(Finding("no_rows", "No row has a value in every column."), findings)
    _remark_constants(inputs, used, findings)
    data = _dataset(inputs, outputs, used, how, seed, limits, findings)
    report = Report(
        rows.delimiter, decimal, rows.header, rows.count,
        tuple(rows.lines[k] for k in used), rows.names,
        tuple(column.place + 1 for column in inputs),
        tuple(column.place + 1 for column in outputs),
        tuple(column.place + 1 for column in columns if column.categories),
        tuple(sorted(findings, key=lambda f: (f.row or 0, f.column or 0))),
    )  # fmt: skip
    return data, report


def _places(rows: Rows, wanted: Sequence[str], findings: list[Finding], code: str) -> list[int]:
    """Places of columns that are named, or numbered from 1."""
    numbers = {str(k + 1): k for k in range(len(rows.names))}
    places = numbers | {name: k for k, name in enumerate(rows.names)}
    if not set(wanted) <= set(places):
        raise UnusableTable(Finding(code, "A column that is asked for is not there."), findings)
    return list(dict.fromkeys(places[name] for name in wanted))


def _roles(
    rows: Rows, columns: list[Column], target: Sequence[str], findings: list[Finding]
) -> tuple[list[Column], list[Column]]:
    """Columns of inputs and columns of targets."""
    wanted = _places(rows, target, findings, "no_such_target") or [c.place for c in columns[-1:]]
    outputs = [c for c in columns if c.place in wanted]
    inputs = [c for c in columns if c.place not in wanted]
    if len(outputs) != len(wanted) or any(c.categories for c in outputs) > (len(outputs) == 1):
        detail = "These columns cannot be targets together, or one of them cannot be used."
        raise UnusableTable(Finding("target", detail), findings)
    if not inputs or not outputs:
        detail = "There are not enough columns that can be used."
        raise UnusableTable(Finding("too_few_columns", detail), findings)
    return inputs, outputs


def _remark_constants(inputs: list[Column], used: np.ndarray, findings: list[Finding]) -> None:
    for column in inputs:
        if len(used) > 1 and np.ptp(column.values[used]) == 0:
            detail = "This column has the same value in every row."
            findings.append(Finding("constant", detail, None, column.place + 1))


def _dataset(
    inputs: list[Column], outputs: list[Column], used: np.ndarray, how: Csv, seed: Seed,
    limits: Limits, findings: list[Finding],
) -> Dataset:  # fmt: skip
    x = np.concatenate([column.inputs(used) for column in inputs], axis=1)
    if x.shape[1] > limits.columns:
        detail = f"Categories make {x.shape[1]} inputs of the columns; {limits.columns} may be."
        raise UnusableTable(Finding("too_many_columns", detail), findings, limits.columns)
    names = [name for column in inputs for name in column.names()]
    rng = np.random.default_rng(entropy(seed))
    split = how.test, how.standardise, rng
    classes = outputs[0].categories
    if not classes:
        y = np.concatenate([column.inputs(used) for column in outputs], axis=1)
        return prepared(x, y, names, [column.name for column in outputs], *split)
    try:
        check_code(len(classes), how.targets)
    except InvalidSetting:
        detail = f"The target has {len(classes)} classes, not two."
        raise UnusableTable(Finding("two_classes", detail), findings) from None
    labels = outputs[0].values[used].astype(int)
    y = code(labels, len(classes), how.targets)
    return prepared(x, y, names, code_names(classes, how.targets), *split, classes, labels)
