"""Arrays and frames → a grid: what has columns by name, and what NumPy takes for an array."""

import math
from typing import Any

import numpy as np

from engine.counted import counted
from engine.tables.findings import Finding, UnusableTable
from engine.tables.grid import Cell, Grid


def grid_of(source: Any) -> Grid:
    """The columns of a frame, which are found by their names and read as arrays, or of an array.

    Pandas, polars and others of their kind share no more than this: polars 2 has given up the
    older interchange protocol, and pandas needs another library for the newer one.

    Raises UnusableTable for an array that has not two axes.
    """
    if hasattr(source, "columns") and hasattr(source, "__getitem__"):
        names = [str(name) for name in source.columns]
        arrays = [np.asarray(source[name]) for name in source.columns]
    else:
        table = np.asarray(source)
        if table.ndim != 2:
            detail = f"This array has {counted(table.ndim, 'dimension')}, a table has two."
            raise UnusableTable(Finding("not_a_table", detail))
        names = [f"column {k + 1}" for k in range(table.shape[1])]
        arrays = list(table.T)
    rows = len(arrays[0]) if arrays else 0
    columns = [[_cell(value) for value in array.tolist()] for array in map(_plain, arrays)]
    return Grid(
        tuple(names), columns, list(range(1, rows + 1)), rows,
        format="frame", encoding="", decimal="point",
    )  # fmt: skip


def _plain(array: np.ndarray) -> np.ndarray:
    """Dates as texts."""
    return array.astype(str) if array.dtype.kind == "M" else array


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return float(value) if math.isfinite(value) else ""
    text = "" if value is None else " ".join(str(value).split())
    return "" if text == "NaT" else text.replace("T00:00:00.000000000", "").replace("T", " ")
