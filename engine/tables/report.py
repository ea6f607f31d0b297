"""What is told of a table beside its data: how it was read, and what became of each cell."""

from dataclasses import dataclass

import numpy as np

from engine.data.scaling import Scaling
from engine.tables.build import Built
from engine.tables.column import Column, text_of
from engine.tables.findings import Finding
from engine.tables.grid import Cell, Grid
from engine.tables.numerals import written
from engine.tables.uses import Uses

FIRST = 6
"""Rows at the beginning that are shown."""
MORE = 24
"""Rows behind them in which something is told."""


@dataclass(frozen=True)
class ColumnUse:
    """A column: its use (input, target, ignored), its kind, and why it was left out at first."""

    name: str
    use: str
    kind: str
    unit: str
    reason: str | None


@dataclass(frozen=True)
class Shown:
    """A row: its place among all, its cells, and what each was read as; None: it is not used."""

    place: int
    line: int
    used: bool
    cells: tuple[str, ...]
    read: tuple[str | None, ...]
    seen: tuple[str | None, ...]
    """What the network sees: the same, standardised where the column is."""
    changed: tuple[bool, ...]
    """Whether a cell was read as something else than what stands in it."""


@dataclass(frozen=True)
class Report:
    """How a table was understood. `lines` are those of the rows that were used, in order.

    `columns` names all columns; `inputs` and `targets` are those used, counted from 1, and
    `categories` those of them whose values name groups. `scaling` of the targets is what
    standardised them, or None; `images` the shape of one, or None.
    """

    format: str
    encoding: str
    delimiter: str
    decimal: str
    header: bool
    rows: int
    lines: tuple[int, ...]
    columns: tuple[str, ...]
    inputs: tuple[int, ...]
    targets: tuple[int, ...]
    categories: tuple[int, ...]
    uses: tuple[ColumnUse, ...]
    sheet: str | None
    sheets: tuple[str, ...]
    standardised: bool
    target_scaling: Scaling | None
    images: tuple[int, ...] | None
    can_be_images: bool
    preview: tuple[Shown, ...]
    findings: tuple[Finding, ...]


def preview(
    grid: Grid, columns: list[Column], used: np.ndarray, findings: list[Finding],
    scales: dict[int, tuple[float, float]],
) -> tuple[Shown, ...]:  # fmt: skip
    """The first rows, and those in which something is told; `scales` holds mean and sd by place."""
    told = {line for f in findings for line in (f.lines[:1] or (f.row,))}
    there = set(used.tolist())
    ragged = dict(grid.ragged)
    rows = sorted([*((line, k) for k, line in enumerate(grid.lines)), *((n, -1) for n in ragged)])
    more = [place for place, (line, _) in enumerate(rows) if place >= FIRST and line in told]
    return tuple(
        _row(grid, columns, place, k, k in there, scales)
        if (k := rows[place][1]) >= 0
        else _unread(place, rows[place][0], ragged[rows[place][0]], len(columns))
        for place in [*range(min(FIRST, len(rows))), *more[:MORE]]
    )


def _unread(place: int, line: int, cells: list[Cell], width: int) -> Shown:
    """A row that has no place in the columns: as many of its cells as there are columns."""
    texts = [*map(text_of, cells), *[""] * width][:width]
    none = (None,) * width
    return Shown(place, line, False, tuple(texts), none, none, (False,) * width)


def _row(
    grid: Grid, columns: list[Column], place: int, k: int, used: bool,
    scales: dict[int, tuple[float, float]],
) -> Shown:  # fmt: skip
    read: list[str | None] = []
    seen: list[str | None] = []
    for column in columns:
        value = column.values[k]
        if column.reason or not np.isfinite(value):
            text = None
        elif column.categories:
            text = column.categories[int(value)]
        else:
            text = written(float(value))
        read.append(text)
        mean, sd = scales.get(column.place, (0.0, 1.0))
        scaled = column.place in scales and text is not None
        seen.append(f"{(value - mean) / sd:.4g}" if scaled else text)
    cells = tuple(text_of(column[k]) for column in grid.columns)
    changed = tuple(
        text is not None and _differs(cell, text, column.decimal)
        for cell, text, column in zip(cells, read, columns, strict=True)
    )
    return Shown(place, grid.lines[k], used, cells, tuple(read), tuple(seen), changed)


def _differs(cell: str, read: str, decimal: str) -> bool:
    """Whether a cell says another thing, and not only the same number in other digits."""
    if cell == read:
        return False
    plain = cell.replace(",", ".") if decimal == "comma" and "." not in cell else cell
    try:
        return "_" in cell or float(plain) != float(read)
    except ValueError:
        return True


def report(
    grid: Grid, columns: list[Column], use: Uses, built: Built, rows: np.ndarray,
    decimal: str, votes: int, findings: list[Finding],
) -> Report:  # fmt: skip
    """All of it, findings in the order of the file.

    `rows` are the indices of the lines used, (examples,).
    """
    if decimal == "auto":
        shown = [c.decimal for c in (*use.inputs, *use.targets) if c.kind == "number"]
        decimal = "comma" if votes > 0 or (shown and "point" not in shown) else "point"
    told = tuple(_use(c, use, built.data.labels is not None) for c in columns)
    ordered = sorted(findings, key=lambda f: (f.row or 0, f.column or 0))
    return Report(
        grid.format, grid.encoding, grid.delimiter, decimal, grid.header, grid.count,
        tuple(grid.lines[k] for k in rows), grid.names,
        tuple(c.number for c in use.inputs), tuple(c.number for c in use.targets),
        tuple(u + 1 for u, of in enumerate(told) if of.kind == "category" and of.use != "ignored"),
        told, grid.sheet, grid.sheets,
        built.data.scaling is not None, built.target_scaling,
        built.data.inputs.shape[1:] if built.data.inputs.ndim > 2 else None,
        built.side is not None,
        preview(grid, columns, rows, ordered, _scales(use, built)), tuple(ordered),
    )  # fmt: skip


def _use(column: Column, use: Uses, classes: bool) -> ColumnUse:
    role = "input" if column in use.inputs else "target" if column in use.targets else "ignored"
    kind = "category" if role == "target" and classes else column.kind
    return ColumnUse(column.name, role, kind, column.unit, column.reason)


def _scales(use: Uses, built: Built) -> dict[int, tuple[float, float]]:
    """Mean and deviation by the place of a column of numbers that is standardised."""
    out: dict[int, tuple[float, float]] = {}
    pairs = [(use.inputs, built.data.scaling), (use.targets, built.target_scaling)]
    for columns, scaling in pairs:
        place = 0
        for column in columns if scaling else ():
            assert scaling
            if not column.categories:
                out[column.place] = float(scaling.mean[place]), float(scaling.sd[place])
            place += max(len(column.categories), 1)
    return out
