"""Small tables in the form in which people bring them, and what is right for each.

`cases/` has the files. Each is an example of a kind of table that was read wrong once.
"""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """What is right: names of inputs, the first example, classes (none: a quantity), findings.

    `findings` are (code, row, column, old, new) that must be told, `codes` all there may be.
    """

    inputs: tuple[str, ...]
    first: tuple[float, ...]
    classes: tuple[str, ...]
    findings: tuple[tuple[str, int | None, int | None, str | None, str | None], ...] = ()
    target: float | None = None
    separator: str = "comma"


def told(code, row=None, column=None, old=None, new=None):
    return code, row, column, old, new


CASES = {
    "thousands-pasted-from-excel.tsv": Case(
        ("age", "income"), (25, 1850), ("no", "yes"),
        (told("thousands", 2, 2, "1,850", "1850"),), separator="tab",
    ),
    "thousands-with-points-elsewhere.csv": Case(
        ("population", "area"), (51234, 120.5), ("city", "town"),
        (told("thousands", 2, 1, "51,234", "51234"),),
    ),
    "german-mixed.csv": Case(
        ("Flaeche", "Preis"), (109.8, 1250), ("Land", "Stadt"),
        (told("thousands", 2, 2, "1.250", "1250"),), separator="semicolon",
    ),
    "units-in-cells.csv": Case(
        ("height", "weight"), (172, 64.3), ("f", "m"),
        (told("unit", 2, 1, "172cm", "172"), told("unit", 2, 2, "64.3kg", "64.3")),
    ),
    "currency-target.csv": Case(
        ("rooms",), (1,), (),
        (
            told("unit", 2, 2, "$107,952", "107952"),
            told("thousands", 2, 2, "$107,952", "107952"),
        ),
        target=107952,
    ),
    "dates-become-inputs.csv": Case(("temp",), (8,), ("0", "1"), (told("date", None, 1),)),
    "id-column-leaks.csv": Case(
        ("noise",), (0.134,), ("a", "b", "c"), (told("counting", None, 1),)
    ),
    "phantom-class.csv": Case(("x", "y"), (1, 2), ("a", "b"), (told("missing", 6, 1),)),
    "title-row.csv": Case(
        ("height", "weight", "age"), (175.5, 76.2, 15), ("A", "B"),
        (told("title", 1, None, "Class 10B measurements"),),
    ),
    "sep-line.csv": Case(("x", "y"), (0, 0), ("a", "b"), separator="semicolon"),
    "semicolon-title-alone.csv": Case(
        ("length", "width"), (1.5, 2.5), ("rose", "tulip"),
        (told("title", 1, None, "Messung 1"),), separator="semicolon",
    ),
    "arff-three-classes.arff": Case(("x", "y"), (1, 2), ("a", "b", "c")),
    "r-write-table.txt": Case(
        ("x", "y"), (0.1, 0.2), ("a", "b"), (told("row_names", None, 1),), separator="blank"
    ),
    "whitespace.txt": Case(
        ("column 1", "column 2"), (0.1, 0.2), ("0", "1"), separator="blank"
    ),
    "np-savetxt.txt": Case(
        ("x", "y"), (1, 2), ("0", "1"),
        (told("title", 1, None, "made by lab"), told("title", 2, None, "date 2024")),
        separator="blank",
    ),
    "markdown.md": Case(
        ("height",), (1.5,), ("cat", "dog"), (told("title", 1, None, "Here is the table:"),),
        separator="bar",
    ),
    "libsvm.txt": Case(("x1", "x2", "x3"), (0.5, 0, 2), ("-1", "1"), separator="none"),
    "records.json": Case(
        ("x", "z"), (2, 4), ("a", "b"), (told("missing", 2, 2),), separator="none"
    ),
    "sparse.arff": Case(("a", "c"), (1.5, 0), ("no", "yes")),
    "written-short.csv": Case(
        ("views",), (1200,), ("a", "b"), (told("written", 2, 1, "1.2k", "1200"),)
    ),
    "percent-and-share.csv": Case(
        ("share", "n"), (35, 1.5), ("a", "b"),
        (told("unit", 2, 1, "35%", "35"), told("other_unit", 3, 1, "0.5")),
    ),
    "minus-behind.csv": Case(
        ("balance", "error"), (-5.5, 5), ("a", "b"),
        (told("written", 2, 1, "5.5-", "-5.5"), told("written", 2, 2, "5±0.1", "5")),
    ),
    "penguins-like.csv": Case(
        ("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"),
        (35.6, 17.0, 194.4, 2598.9), ("Adelie", "Chinstrap", "Gentoo"),
    ),
}  # fmt: skip
TARGETS = {"penguins-like.csv": "species"}
"""The target that a person chooses, where it is not the last column."""
