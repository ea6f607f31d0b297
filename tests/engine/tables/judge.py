"""Whether what was made of a generated table is right, or told."""

import math

from engine.tables import TableOptions, UnusableTable, read_table
from tests.engine.tables.generated import Made

RAW = TableOptions(standardise="false", standardise_targets="false")


def faults(made: Made) -> list[str]:
    """What is wrong and was not told; [] for a table that is read well."""
    try:
        data, report = read_table(made.text.encode(), RAW)
    except UnusableTable as error:
        codes = {f.code for f in (error.finding, *error.others)}
        many = codes & {"no_rows", "too_few_columns", "too_large", "two_classes"}
        return [] if many else [f"refused: {error}"]
    if len(report.columns) != len(made.numbers[0]) + 1:
        return [f"columns: {report.columns} by {report.delimiter}"]
    first = min((row.line for row in report.preview), default=1)
    told = {(line, f.column) for f in report.findings for line in (f.lines or (f.row,))}
    columns = {f.column for f in report.findings if f.row is None}
    out = []
    for example, line in enumerate(report.lines):
        row = line - first
        if not 0 <= row < len(made.numbers):
            out.append(f"line {line} is no row")
            continue
        place = 0
        for column in report.inputs:
            group = column in report.categories
            use = report.uses[column - 1]
            if not group and column <= len(made.numbers[0]):
                want, found = made.numbers[row][column - 1], data.inputs[example, place]
                same = want is not None and math.isclose(want, found, rel_tol=1e-12, abs_tol=1e-12)
                if not same and (line, column) not in told and column not in columns:
                    out.append(f"{line}:{column} {want} was read as {found}")
            elif group and column <= len(made.numbers[0]) and column not in columns:
                out.append(f"column {column} of numbers became a category ({use.kind})")
            place += (
                max(
                    sum(
                        name.startswith(f"{report.columns[column - 1]} = ")
                        for name in data.input_names
                    ),
                    1,
                )
                if group
                else 1
            )
    return out[:3]
