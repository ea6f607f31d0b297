"""Tables of wikis → rows: MediaWiki's `{| … |}`, and `||a||b||` as Jira and Confluence write it."""

import html
import re

from engine.tables.findings import Finding
from engine.tables.grid import Row
from engine.tables.records import WIDTH, bounded

_BEGIN = re.compile(r"^[ \t:]{0,9}\{\|", re.MULTILINE)
_END = re.compile(r"^[ \t]{0,9}\|\}", re.MULTILINE)
_JIRA = re.compile(r"\s*\|\|(?![ \t]*\n)[^\n]*\|\|[ \t]*\r?\n[ \t]*\|(?!\|)")
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]|\[([^\[\]|]*)\|[^\[\]]*\]")
_REFERENCE = re.compile(r"<ref[^<>]*(?:/>|>[^<]*</ref>)|<[^<>]*>")
_MARKS = re.compile(r"'{2,}|\{color[^{}]*\}")
_ATTRIBUTES = re.compile(
    r"\s*+(?:[A-Za-z-]++\s*+=\s*+(?:\"[^\"|]*+\"|'[^'|]*+'|[\w%#-]++)(?:\s++|(?=\|)))++\|(?!\|)"
)
_SPAN = re.compile(r"colspan\s*=\s*[\"']?(\d{1,3})", re.IGNORECASE)


def is_wiki(text: str) -> bool:
    """Whether it has such a table."""
    return _body(text) is not None or _JIRA.match(text) is not None


def read_wiki(text: str, most: int, findings: list[Finding]) -> list[Row]:
    """Its rows; raises UnusableTable where there are none, or too many."""
    found = _body(text)
    return bounded(_mediawiki(*found) if found else _jira(text), most, findings)


def _body(text: str) -> tuple[int, list[str]] | None:
    """Of MediaWiki's first table: the line it begins in, and what is in it."""
    begin = _BEGIN.search(text)
    end = _END.search(text, begin.end()) if begin else None
    if not begin or not end:
        return None
    return text.count("\n", 0, begin.end()) + 1, text[begin.end() : end.start()].split("\n")


def _mediawiki(first: int, lines: list[str]) -> list[Row]:
    rows: list[Row] = [(first, [])]
    for number, line in enumerate(lines[1:], first + 1):
        mark, rest = line.strip()[:1], line.strip()[1:]
        if mark == "|" and rest[:1] in ("-", "+"):
            rows.append((number, []))
        elif mark in ("|", "!"):
            _, cells = rows[-1]
            if not cells:
                rows[-1] = (number, cells)
            for cell in re.split(r"\|\||!!" if mark == "!" else r"\|\|", rest):
                cells.extend(_spanned(cell))
    return [(line, cells[: WIDTH + 1]) for line, cells in rows if cells]


def _spanned(cell: str) -> list[str]:
    """A cell without its attributes, and an empty one for each further column that it spans."""
    told = _ATTRIBUTES.match(cell)
    span = _SPAN.search(told[0]) if told else None
    return [_plain(cell[told.end() :] if told else cell), *[""] * (int(span[1]) - 1 if span else 0)]


def _jira(text: str) -> list[Row]:
    rows: list[Row] = []
    for number, line in enumerate(text.split("\n"), 1):
        row = _LINK.sub(lambda m: m[1] or m[2] or "", line.strip())
        if not row.startswith("|"):
            continue
        cut = r"(?<!\\)\|\|?" if row.startswith("||") else r"(?<!\\)\|"
        _, *cells = re.split(cut, row)
        if cells and not cells[-1]:
            cells.pop()
        rows.append((number, [_plain(cell.replace("\\|", "|")) for cell in cells[: WIDTH + 1]]))
    return rows


def _plain(cell: str) -> str:
    cell = _MARKS.sub("", _REFERENCE.sub("", _LINK.sub(lambda m: m[1] or m[2] or "", cell)))
    plain = " ".join(html.unescape(cell).split())
    starred = len(plain) > 2 and plain[0] == plain[-1] == "*"
    return plain[1:-1] if starred else plain
