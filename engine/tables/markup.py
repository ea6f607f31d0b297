"""Lines of a text that frame a table and are no row: comments above it, and Markdown's rule."""

import csv
import re

from engine.tables.cells import is_text
from engine.tables.dialect import dialect
from engine.tables.findings import Finding
from engine.tables.grid import Row
from engine.tables.records import records

_COMMENT = re.compile(r"#+(?![#,;\t|])[ \t]*")
"""The beginning of a comment; a column may be called # as well."""
_DASHES = r"[ \t]*(?::-+:?|-+:|-{2,})[ \t]*"
_RULE = re.compile(rf"\|?(?:{_DASHES}\|)*{_DASHES}\|?")
"""Markdown's line below the names; a lone dash without a colon is a missing value."""
_DRAWN = re.compile(r"(?=.*?(?:--|==|\+-|[\u2500\u2501\u2550]{2}))[\s|+=:\-\u2500-\u257f]+")
"""A line of a frame that is drawn around a table, as databases and data frames print it."""
_UPRIGHT = str.maketrans("\u2502\u2503\u2506\u250a\u2551", "|||||")
_TYPES = re.compile(
    r"[|\s]*(?:(?:[fiu](?:8|16|32|64)|str|bool|cat|date|datetime\[.{1,12}\])[|\s]*)+"
)
"""The line of polars below the names."""
TOP = 20
"""Lines in which the rule is looked for."""
_BARS = re.compile(r"^[ \t]*\||\|[ \t]*$", re.MULTILINE)


def without_comments(text: str, delimiter: str, findings: list[Finding]) -> str:
    """Lines that begin with # above the table are told and left empty.

    The last of them holds the names where it has as many words as the rows have numbers, as
    NumPy's `savetxt` writes them: it stays, without its #.
    """
    lines = text.split("\n")
    above = 0
    while above < len(lines) and (not lines[above].strip() or _COMMENT.match(lines[above])):
        above += 1
    comments = [k for k in range(above) if lines[k].strip()]
    if not comments or above == len(lines):
        return text
    said = {k: _COMMENT.sub("", lines[k], count=1).strip() for k in comments}
    last = comments[-1]
    rest = "\n".join(lines[above:])
    if _are_names(said[last], rest, delimiter):
        lines[last] = said[last]
        del said[last]
    for k, words in said.items():
        what = "This row stands above the table and is not used."
        findings.append(Finding("title", what, k + 1, old=words[:60]))
        lines[k] = ""
    return "\n".join(lines)


def _are_names(words: str, rest: str, delimiter: str) -> bool:
    """Whether a line is one of names over rows that begin with numbers."""
    how, rest = dialect(rest, delimiter)
    head = rest[: rest.find("\n") + 1 or len(rest)]

    def cells(line: str) -> Row:
        found = records(line, how, 1, [])
        return found[0] if found else (0, [])

    try:
        (_, names), (_, first) = cells(words), cells(head)
    except (csv.Error, ValueError):
        return False
    return len(names) == len(first) > 1 and is_text(names) and not is_text(first)


def without_markdown(text: str) -> str:
    """A table of Markdown, as it is pasted out of a chat or a README, as one separated by bars."""
    lines = text.split("\n", TOP)
    for k in range(1, min(TOP, len(lines))):
        if _RULE.fullmatch(lines[k].strip()) and "|" in lines[k - 1]:
            lines[k] = ""
            return "\n".join(map(_quoted, _BARS.sub("", "\n".join(lines)).split("\n")))
    return text


def _quoted(line: str) -> str:
    r"""A line of Markdown with the cells that hold a bar, written \|, in quotation marks."""
    if r"\|" not in line:
        return line
    cells = re.split(r"(?<!\\)\|", line)
    whole = [cell.strip().replace(r"\|", "|").replace('"', '""') for cell in cells]
    return "|".join(f'"{cell}"' for cell in whole)


def without_frame(text: str) -> str:
    """A table in a drawn frame as one separated by bars: its lines are left empty."""
    head = text[:10_000].translate(_UPRIGHT).split("\n")[:TOP]
    if not any("|" in line and not _DRAWN.fullmatch(line) for line in head):
        return text
    if not any(_DRAWN.fullmatch(line) for line in head):
        return text
    lines = text.translate(_UPRIGHT).split("\n")
    types = "\u2502" in text[:10_000]
    kept = [
        "" if _DRAWN.fullmatch(line) or (types and k < TOP and _TYPES.fullmatch(line)) else line
        for k, line in enumerate(lines)
    ]
    return _BARS.sub("", "\n".join(kept))
