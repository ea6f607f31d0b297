"""Own data: a table of any form becomes a dataset, with a report of all that was done to it.

>>> from engine.tables import read_table
>>> data, report = read_table("height;weight;kind\\n1,5;2;cat\\n1,7;3;dog\\n?;4;dog\\n")
>>> data.inputs.tolist(), data.target_names
([[1.5, 2.0], [1.7, 3.0]], ('cat', 'dog'))
>>> [(f.code, f.row, f.column) for f in report.findings]
[('missing', 4, 1)]
"""

from collections.abc import Sequence
from typing import Any

from engine.data.dataset import Dataset
from engine.random.seed import Seed
from engine.tables.extra import MissingExtra
from engine.tables.findings import Finding, UnusableTable
from engine.tables.options import Columns, Limits, TableOptions
from engine.tables.reading import reading
from engine.tables.report import Report

__all__ = [
    "Columns", "Finding", "Limits", "MissingExtra", "Report", "TableOptions", "UnusableTable",
    "read_table",
]  # fmt: skip


def read_table(
    source: Any,
    options: TableOptions | None = None,
    *,
    target: Sequence[str] = (),
    inputs: Sequence[str] = (),
    ignore: Sequence[str] = (),
    categories: Sequence[str] = (),
    numbers: Sequence[str] = (),
    sheet: str = "",
    seed: Seed = 0,
    limits: Limits | None = None,
) -> tuple[Dataset, Report]:
    """The data in a table: bytes of a file, a text, an array of two dimensions, or a frame.

    Columns go by their names, or by their numbers from 1. `target` is what is learned, without it
    the last column that can be; `inputs` and `ignore` are used or left out whatever they look
    like. `categories` and `numbers` say what the cells of a column are. A row is used if all its
    values are. Raises UnusableTable if nothing can be made of it, and MissingExtra if a library
    of the extra `tables` is needed and not there.
    """
    chosen = Columns(target, inputs, ignore, categories, numbers)
    options, limits = options or TableOptions(), limits or Limits()
    return reading(source, options, chosen, sheet, seed, limits)
