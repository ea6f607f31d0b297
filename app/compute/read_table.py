"""What the process that reads tables does: bytes → the document, or the problem."""

from typing import Any

from app.problems import Fault, Problem
from app.schemas.tables import findings, table_json, unshown
from engine.tables import Limits, MissingExtra, TableOptions, UnusableTable, read_table

PLACES = {
    "no_such_target": "/target",
    "no_such_category": "/category",
    "no_such_sheet": "/sheet",
    "target": "/target",
    "two_classes": "/targets",
    "no_images": "/images",
    "bad_encoding": "/encoding",
}
"""Findings about the query → the parameter they are about."""


def made(body: bytes, options: TableOptions, more: dict[str, Any], bounds: Limits) -> bytes:
    """The document of a table; raises Problem if it gives no data."""
    try:
        data, report = read_table(
            body, options, target=more["target"], inputs=more["input"], ignore=more["ignore"],
            categories=more["category"], numbers=more["number"],
            sheet="".join(more["sheet"][:1]), seed=more["seed"], limits=bounds,
        )  # fmt: skip
    except UnusableTable as error:
        raise _unusable(error) from None
    except MissingExtra as error:
        raise Problem("missing-extra", str(error)) from None
    return table_json(data, report, options, more["seed"])


def _unusable(error: UnusableTable) -> Problem:
    told = (error.finding, *error.others)
    pointer = PLACES.get(error.finding.code, "")
    fault = Fault(pointer=pointer, detail=str(error), limit=error.limit)
    return Problem(
        "bad-table",
        error.finding.detail,
        [fault],
        findings=findings(told, cells=False),
        unshown=unshown(told),
    )
