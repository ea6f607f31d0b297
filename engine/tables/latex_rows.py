"""LaTeX → rows: the body of a `tabular` or of one of its kind."""

import re

from engine.tables.findings import Finding
from engine.tables.grid import Row
from engine.tables.records import bounded

_BEGIN = re.compile(r"\\begin\{(tabular[xy]?\*?|longtable|array|tblr)\}")
_ARGUMENT = re.compile(r"\s*(?:\[[^\]]*\]|\{(?:[^{}]|\{[^{}]*\})*\})")
_RULES = re.compile(
    r"\\(?:hline|toprule|midrule|bottomrule|addlinespace|endhead|endfirsthead|endfoot|endlastfoot"
    r"|(?:cline|cmidrule)(?:\([a-z]*\))?\{[^{}]*\})(?:\[[^\]]*\])?"
)
_ABOVE = re.compile(rf"(?:\s|{_RULES.pattern})*")
_COMMENT = re.compile(r"(?<!\\)%.*")
_MANY = re.compile(r"\\multicolumn\{(\d{1,3})\}\{[^{}]*\}\{((?:[^{}]|\{[^{}]*\})*)\}")
_STYLE = re.compile(
    r"\\(?:textbf|textit|emph|mathrm|mathbf|text|num|SI|qty|textrm|texttt|underline)\{([^{}]*)\}"
)
_MARKED = re.compile(r"[\\${}~^]")
_SIGNS = {
    r"\,": " ", "~": " ", r"\ ": " ", "{,}": ",", r"\times": "×", r"\cdot": "·", r"\pm": "±",
    r"\infty": "∞", **{f"\\{sign}": sign for sign in "%&_#$"},
}  # fmt: skip


def is_latex(text: str) -> bool:
    """Whether it has a table of LaTeX, not only in a comment."""
    return r"\begin{" in text and _body(_COMMENT.sub("", text)) is not None


def read_latex(text: str, most: int, findings: list[Finding]) -> list[Row]:
    """Its rows, with what stands in the cells without commands.

    Raises UnusableTable where there are none, or too many.
    """
    found = _body(_COMMENT.sub("", text))
    if found is None:
        return bounded([], most, findings)
    kind, first, body = found
    at, braces = 0, 2 if kind[-1] in "xy*" else 1  # a width stands before the columns
    while (argument := _ARGUMENT.match(body, at)) and (braces or argument[0].strip()[0] == "["):
        at, braces = argument.end(), braces - (argument[0].strip()[0] == "{")
    line = text.count("\n", 0, first + at) + 1
    rows: list[Row] = []
    for part in re.split(r"(\\\\(?:\[[^\]]*\])?|\\tabularnewline)", body[at:]):
        plain = _RULES.sub("", part)
        if plain.strip() and not part.startswith((r"\\", r"\tabularnewline")):
            above = _ABOVE.match(part)  # rules may end the line of the row before
            rows.append((line + part.count("\n", 0, above.end() if above else 0), _cells(plain)))
        line += part.count("\n")
    return bounded(rows, most, findings)


def _body(text: str) -> tuple[str, int, str] | None:
    """Of the first table that ends: its kind, where what is in it begins, and that itself."""
    endless = set[str]()
    for found in _BEGIN.finditer(text):
        kind, begin = found[1], found.end()
        end = -1 if kind in endless else text.find(rf"\end{{{kind}}}", begin)
        if end >= 0:
            return kind, begin, text[begin:end]
        endless.add(kind)
    return None


def _cells(row: str) -> list[str | float]:
    row = _MANY.sub(lambda m: m[2] + "&" * (int(m[1]) - 1), row)
    return [_plain(cell) for cell in re.split(r"(?<!\\)&", row)]


def _plain(cell: str) -> str:
    if not _MARKED.search(cell):
        return " ".join(cell.split())
    cell = re.sub(r"(?<!\\)\$", "", cell)
    for _ in range(3):
        cell = _STYLE.sub(r"\1", cell)
    for sign, plain in _SIGNS.items():
        cell = cell.replace(sign, plain)
    cell = re.sub(r"^\s*\{([^{}]*)\}\s*$", r"\1", cell)
    return " ".join(re.sub(r"\^\{([^{}]*)\}", r"^\1", cell).split())
