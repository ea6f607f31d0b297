"""What is wrong with a table, where, and what to do; no finding repeats a cell."""

from dataclasses import dataclass

TO_DO = {
    "empty": "Give a table with a line of names and one line for each example.",
    "quote": "Double each quotation mark inside quoted text, and close what is opened.",
    "too_many_rows": "Keep fewer rows; a part drawn at random does as well.",
    "too_many_columns": "Keep the columns that matter.",
    "too_many_categories": "Leave out names and numbers that only identify, or use fewer groups.",
    "too_few_columns": "Give at least one column for inputs and one for targets.",
    "no_such_target": "Name a column as the first row does, or give its number, from 1.",
    "no_such_category": "Name a column as the first row does, or give its number, from 1.",
    "target": "Choose one category, or columns of numbers.",
    "two_classes": "Code the targets one_hot, or keep two classes.",
    "no_rows": "Correct the rows that are named, so that some can be used.",
    "header": "Check that each name stands over its own column.",
    "same_name": "Give each column a name of its own.",
    "ragged": "Add what is missing, and quote text that holds the separator.",
    "blank": "Delete the row.",
    "missing": "Fill the value in, or delete the row.",
    "not_a_number": "Write digits, without unit and without separators of thousands.",
    "too_large": "Give the column in a larger unit.",
    "too_long": "Shorten the text.",
    "empty_column": "Delete the column.",
    "constant": "Delete the column: what is always the same teaches nothing.",
}
"""Code of a finding → what to do about it."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. `row` and `column` count from 1, rows as lines of the file."""

    code: str
    detail: str
    row: int | None = None
    column: int | None = None

    @property
    def to_do(self) -> str:
        """The way out."""
        return TO_DO[self.code]


class UnusableTable(ValueError):
    """A table that gives no data: the finding that says why, and those made before it."""

    def __init__(self, finding: Finding, others: list[Finding], limit: int | None = None) -> None:
        super().__init__(f"{finding.detail} {finding.to_do}")
        self.finding, self.others, self.limit = finding, others, limit
