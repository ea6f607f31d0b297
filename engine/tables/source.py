"""What a file is, by what it holds and never by its name; and its rows as a grid."""

from typing import Any

from engine.tables.archive import kind_of
from engine.tables.arff import is_arff, read_arff
from engine.tables.dialect import dialect
from engine.tables.encoding import decoded
from engine.tables.findings import Finding, UnusableTable
from engine.tables.fixed_width import aligned
from engine.tables.frames import grid_of
from engine.tables.grid import Grid, Row
from engine.tables.html_rows import is_html, read_html
from engine.tables.json_rows import is_json, read_json
from engine.tables.latex_rows import is_latex, read_latex
from engine.tables.layout import layout
from engine.tables.markup import without_comments, without_frame, without_markdown
from engine.tables.matrices import is_octave, read_matrix, read_octave, without_braces
from engine.tables.names import names
from engine.tables.options import Limits, TableOptions
from engine.tables.records import WIDTH, bounded, records
from engine.tables.sheet import read_sheet
from engine.tables.sparse import QUERY, is_libsvm, read_libsvm
from engine.tables.wide_signs import without_wide_signs
from engine.tables.wiki_rows import is_wiki, read_wiki

ROWS = 100_000
"""Most rows that are read; of more than are used, a part is drawn."""
LINE = 60_000
"""Most letters of a line."""
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"BZh")


def grid(
    source: Any, how: TableOptions, sheet: str, limits: Limits, findings: list[Finding]
) -> Grid:
    """The cells of bytes, a text, an array or a frame; raises UnusableTable."""
    if not isinstance(source, (bytes, str)):
        return grid_of(source)
    if len(source) > limits.bytes:
        detail = f"This table has more than {limits.bytes // 1024:,} KiB."
        raise UnusableTable(Finding("too_big", detail), findings, limits.bytes)
    encoding = "utf-8"
    if isinstance(source, bytes):
        kind = kind_of(source)
        if kind in ("xlsx", "ods"):
            found = read_sheet(source, kind, sheet, ROWS, findings)
            made = layout(found.rows, how.header, limits.text, findings)
            made.format, made.sheet, made.sheets, made.encoding = kind, found.name, found.names, ""
            return made
        if kind == "other" or source.startswith(_BINARY):
            raise UnusableTable(Finding("not_a_table", "This file is no table."), findings)
        source, encoding = decoded(source, how.encoding, findings)
    made = _text(source.removeprefix("\ufeff"), how, limits, findings)
    made.encoding = encoding
    return made


def _text(text: str, how: TableOptions, limits: Limits, findings: list[Finding]) -> Grid:
    if "\0" in text or text.startswith("%PDF"):
        raise UnusableTable(Finding("not_a_table", "This file is no table."), findings)
    if text[:200].lstrip()[:1] == "{" and '"layers"' in text[:100_000]:
        detail = "This file is an experiment and no table."
        raise UnusableTable(Finding("experiment", detail), findings)
    text = without_braces(text)
    if matrix := read_matrix(text):
        return _as(
            "matrix", layout(bounded(matrix, ROWS, findings), how.header, limits.text, findings)
        )
    if is_json(text):
        made = _programs(read_json(text, ROWS, findings), "json", limits, findings)
        made.decimal = "auto"  # of numbers that are written as texts
        return made
    if is_html(text):
        return _as(
            "html", layout(read_html(text, ROWS, findings), how.header, limits.text, findings)
        )
    _check_lines(text, findings)
    if is_latex(text):
        return _as(
            "latex", layout(read_latex(text, ROWS, findings), how.header, limits.text, findings)
        )
    if is_wiki(text):
        return _as(
            "wiki", layout(read_wiki(text, ROWS, findings), how.header, limits.text, findings)
        )
    if is_octave(text):
        return _as("matrix", layout(read_octave(text, findings), "yes", limits.text, findings))
    if is_arff(text):
        found = read_arff(text, ROWS, findings)
        made = _programs([(1, [*found.names]), *found.rows], "arff", limits, findings)
        made.kinds, made.delimiter = found.kinds, "comma"
        return made
    if is_libsvm(text):
        made = _programs(read_libsvm(text, ROWS, findings), "libsvm", limits, findings)
        made.row_names = made.names[0] == QUERY
        return made
    text = without_frame(without_markdown(without_comments(text, how.delimiter, findings)))
    text = without_wide_signs(text)
    written, text = dialect(text, how.delimiter)
    blank = written.delimiter == "blank" or (written.delimiter == "comma" and "," not in text)
    if how.delimiter == "auto" and blank and (cut := aligned(text)):
        written, text = written._replace(delimiter="tab"), cut
    rows = records(text, written, ROWS, findings)
    made = layout(rows, how.header, limits.text, findings)
    made.delimiter = written.delimiter
    return made


def _as(kind: str, made: Grid) -> Grid:
    made.format = kind
    made.decimal = "point" if kind == "matrix" else "auto"
    return made


def _programs(rows: list[Row], kind: str, limits: Limits, findings: list[Finding]) -> Grid:
    """Rows of a format that programs write, the names first."""
    (line, told), *body = rows
    made = layout(body, "no", limits.text, findings)
    made.names = names((line, told), len(made.columns), limits.text, findings)
    made.format, made.decimal, made.header = kind, "point", True
    return made


def _check_lines(text: str, findings: list[Finding]) -> None:
    """Whether every line is one that a table can have: nothing is parsed for those that are not."""
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LINE:
            wide = any(line.count(sign) > WIDTH for sign in ",;\t|")
            code = "too_many_columns" if wide else "too_long"
            detail = f"This line has more than {LINE:,} letters."
            raise UnusableTable(Finding(code, detail, number), findings, WIDTH if wide else LINE)
