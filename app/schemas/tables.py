"""Tables over the wire: the document of what was made of one, and what is told of it."""

from typing import Any

from pydantic import Field
from pydantic_core import to_json

from app.schemas.datasets import Data, Scaling, data_fields
from app.schemas.responses import Document
from engine.data.dataset import Dataset
from engine.random.seed import Seed
from engine.tables import Finding, Report, TableOptions

SHOWN = 100
"""Findings in one report: nobody reads more."""


class TableFinding(Document):
    """One thing to know about a table. Rows are lines of the file; both count from 1."""

    code: str
    row: int | None
    column: int | None
    detail: str
    to_do: str
    old: str | None = Field(description="What stands in the cell.")
    new: str | None = Field(description="What it is read as.")
    other: str | None = Field(description="What it could be read as instead.")
    change: dict[str, str] = Field(description="The parameters that choose the other reading.")
    cells: int = Field(description="Cells of the column that are read like this.")


class ColumnUse(Document):
    """What a column is for."""

    name: str
    use: str = Field(description="input, target or ignored")
    kind: str = Field(description="number, category, date or empty")
    unit: str
    reason: str | None = Field(description="The finding for which it is left out at first.")


class PreviewRow(Document):
    """A row beside what became of it."""

    place: int = Field(description="Its place among all rows below the names, from 0.")
    line: int
    used: bool
    cells: tuple[str, ...] = Field(description="What stands in the file.")
    read: tuple[str | None, ...] = Field(description="What each is read as; null: it is not used.")
    seen: tuple[str | None, ...] = Field(description="The same, standardised where that is on.")
    changed: tuple[bool, ...] = Field(description="Whether it was read as something else.")


class TableReport(Document):
    """How a table was understood. Columns count from 1."""

    format: str = Field(
        description="text, json, html, latex, wiki, matrix, arff, libsvm, xlsx or ods"
    )
    encoding: str
    delimiter: str
    decimal: str
    header: bool
    rows: int = Field(description="Rows that were found below the names.")
    lines: tuple[int, ...] = Field(description="For each example the line of its row.")
    columns: tuple[str, ...]
    inputs: tuple[int, ...]
    targets: tuple[int, ...]
    categories: tuple[int, ...] = Field(description="Columns whose values name groups.")
    uses: list[ColumnUse]
    sheet: str | None
    sheets: tuple[str, ...] = Field(description="Sheets that hold cells.")
    standardised: bool
    target_scaling: Scaling | None = Field(description="What standardised the targets.")
    images: tuple[int, ...] | None = Field(description="The shape of an example that is one.")
    can_be_images: bool
    preview: list[PreviewRow]
    findings: list[TableFinding]
    unshown: int = Field(description="Findings beyond those that are listed.")


class TableData(Data):
    """Data of a table that was posted."""

    report: TableReport


def table_json(data: Dataset, report: Report, options: TableOptions, seed: Seed) -> bytes:
    """A TableData as JSON."""
    fields = data_fields(data, options, seed)
    standardise = {"true": True, "false": False}.get(options.standardise, "auto")
    fields["settings"]["standardise"] = standardise
    return to_json(fields | {"report": _report(report)})


def findings(told: tuple[Finding, ...], *, cells: bool = True) -> list[dict[str, Any]]:
    """The first of the findings; without `cells` nothing of what was sent is repeated."""
    return [_finding(finding, cells) for finding in told[:SHOWN]]


def unshown(told: tuple[Finding, ...]) -> int:
    """How many findings there are beyond those."""
    return max(0, len(told) - SHOWN)


def _finding(finding: Finding, cells: bool) -> dict[str, Any]:
    fields = {**vars(finding), "to_do": finding.to_do, "cells": finding.cells}
    del fields["lines"]
    return fields if cells else fields | {"old": None, "new": None, "other": None}


def _report(report: Report) -> dict[str, Any]:
    scaling = report.target_scaling
    return {
        **vars(report),
        "uses": [vars(use) for use in report.uses],
        "preview": [vars(row) for row in report.preview],
        "target_scaling": scaling and {"mean": scaling.mean.tolist(), "sd": scaling.sd.tolist()},
        "findings": findings(report.findings),
        "unshown": unshown(report.findings),
    }
