"""What is told about a table: where, what stands there, what it was read as, what to do."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.tables.remedies import TO_DO


@dataclass(frozen=True)
class Finding:
    """One thing to know. `row` and `column` count from 1, rows as lines of the file.

    Where a cell is read as something else than what stands in it, `old` is its text and `new`
    what it is read as. `lines` are those of all cells of the column that are read like this; the
    first is `row`. `other` is another reading of the same cell, and `change` the options that
    choose it.
    """

    code: str
    detail: str
    row: int | None = None
    column: int | None = None
    old: str | None = None
    new: str | None = None
    other: str | None = None
    change: dict[str, str] = field(default_factory=dict)
    lines: tuple[int, ...] = ()

    @property
    def to_do(self) -> str:
        """The way out."""
        return TO_DO[self.code]

    @property
    def cells(self) -> int:
        """How many cells it is about; 0 for a whole row, column or file."""
        return len(self.lines) or int(self.row is not None and self.column is not None)


def missing(line: int, column: int) -> Finding:
    """A cell without a value."""
    return Finding("missing", "There is no value here.", line, column)


class UnusableTable(ValueError):
    """A table that gives no data: the finding that says why, and those made before it."""

    def __init__(
        self, finding: Finding, others: Sequence[Finding] = (), limit: int | None = None
    ) -> None:
        super().__init__(f"{finding.detail} {finding.to_do}")
        self.finding, self.others, self.limit = finding, list(others), limit
