"""From the cells of a table to a dataset, step by step."""

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.data.dataset import Dataset
from engine.data.split import stratified
from engine.op import Array
from engine.random.seed import Seed, entropy
from engine.tables.build import Labels, build, target_labels
from engine.tables.findings import Finding, UnusableTable
from engine.tables.flowers import wrong_flowers
from engine.tables.grid import Grid
from engine.tables.options import Columns, Limits, TableOptions
from engine.tables.report import Report, report
from engine.tables.scan import Scan
from engine.tables.source import grid as grid_from
from engine.tables.understand import table_votes, understand
from engine.tables.uses import Uses, uses, wanted

if TYPE_CHECKING:
    from engine.tables.column import Column

HUGE = 1e100
"""Beyond this a square overflows, and nothing can be standardised."""


def reading(
    source: Any, how: TableOptions, chosen: Columns, sheet: str, seed: Seed, limits: Limits
) -> tuple[Dataset, Report]:
    """The data of a table and the report of it.

    Raises UnusableTable if nothing can be made of it.
    """
    findings: list[Finding] = []
    grid = grid_from(source, how, sheet, limits, findings)
    want = wanted(grid, chosen, findings)
    decimal = how.decimal if how.decimal != "auto" else grid.decimal
    scans = []
    for cells in grid.columns:
        scans.append(Scan(cells))
        _ = scans[-1].plain is None and scans[-1].read
    votes = table_votes(scans)
    columns: list[Column] = []
    for place, read in enumerate(scans):
        columns.append(understand(place, grid, read, decimal, votes, want.kinds, limits))
    use = uses(columns, want, findings)
    if len(use.targets) == 1 and want.kinds.get(use.targets[0].place) != "number":
        use.targets[0].name_answers()
    _bound(use, how, grid, limits)
    rows = _rows(use)
    for column in (*use.inputs, *use.targets):
        findings.extend(column.findings)
    if not len(rows):
        raise UnusableTable(Finding("no_rows", "No row has a value in every column."), findings)
    labels = target_labels(use.targets, rows, grid, want.kinds)
    width = sum(max(len(column.categories), 1) for column in use.inputs)
    values = limits.compact_values if how.compact else limits.values
    most = min(limits.rows, max(values // (width + _outputs(use, labels)), 1))
    if len(rows) > most:
        detail = f"Of {len(rows):,} rows that can be used, {most:,} were drawn at random."
        findings.append(Finding("sampled", detail))
        part = stratified(
            np.zeros(len(rows), int) if labels is None else labels.places, most,
            np.random.default_rng([entropy(seed), 1]),
        )  # fmt: skip
        rows = rows[part]
        labels = target_labels(use.targets, rows, grid, want.kinds)
    for column in use.inputs:
        column.keep(rows)
    built = build(use, labels, rows, how, seed, limits, findings)
    findings.extend(_flowers(use, rows, grid))
    return built.data, report(grid, columns, use, built, rows, decimal, votes, findings)


def _outputs(use: Uses, labels: Labels | None) -> int:
    return len(use.targets) if labels is None else len(labels.names)


def _rows(use: Uses) -> Array:
    """Rows in which each input and each target has a value."""
    values = [column.values for column in (*use.inputs, *use.targets)]
    rows: Array = np.flatnonzero(np.isfinite(values).all(axis=0))
    return rows


def _bound(use: Uses, how: TableOptions, grid: Grid, limits: Limits) -> None:
    """Numbers beyond what may be are told and not used; what is standardised may be larger."""
    scaled = how.images == "no" and how.standardise != "false"
    targets = how.standardise_targets == "true" or (
        how.standardise_targets == "auto" and how.standardise == "auto"
    )
    for columns, free in ((use.inputs, scaled), (use.targets, targets)):
        most = HUGE if free else limits.magnitude
        for column in columns:
            with np.errstate(invalid="ignore"):
                beyond = np.flatnonzero(np.abs(column.values) > most)
            for k in beyond if not column.categories else ():
                detail = (
                    f"This number lies beyond ±{most:,.0f}."
                    if not free
                    else (f"This number lies beyond ±{most:g}.")
                )
                column.findings.append(Finding("too_large", detail, grid.lines[k], column.number))
                column.values[k] = np.nan


def _flowers(use: Uses, rows: Array, grid: Grid) -> list[Finding]:
    numbers = [c.values[rows] for c in use.inputs if c.kind == "number" and not c.categories]
    if len(numbers) != 4:
        return []
    return wrong_flowers(np.array(numbers).T, [grid.lines[k] for k in rows])
