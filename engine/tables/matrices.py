"""Matrices as programs print and write them: brackets, braces, and Octave's text files."""

import json
import re

from engine.tables.findings import Finding
from engine.tables.grid import Cell, Row
from engine.tables.records import WIDTH

_BRACKETS = re.compile(
    r"\s*+(?:(?P<name>[^\W\d]\w*)\s*+=\s*+)?(?:(?:np|numpy|torch|jnp)\.)?"
    r"(?:(?:array|tensor|matrix)\()?\s*+\[(?P<body>[-+0-9.,;\s\[\]eEnaifNIF_]*)\]\s*+"
    r"(?:,\s*+(?:dtype|device|requires_grad)\s*+=\s*+[\w.'\"]+\s*+)*+\)?\s*+;?\s*+"
)
_NUMBER = re.compile(
    r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|[-+]?(?:nan|inf)", re.IGNORECASE
)
_TUPLES = re.compile(r"\s*\[\s*\(")
_SHOWN = re.compile(
    r"\s*[^\W\d]\w* =[ \t\r]*\n\s*(?:1\.0(?P<scale>e[-+][0-9]+) +\*[ \t\r]*\n\s*)?"
    r"(?P<body>[-+0-9.nNiI][-+0-9.eEnaifNIF \t\r\n]*)"
)
"""A matrix as MATLAB and Octave show it, what all numbers are multiplied by above them."""
_OCTAVE = re.compile(r"^# type: (?:bool )?matrix[ \t]*$", re.MULTILINE)
_ROUND = str.maketrans("()", "[]")
_CURLY = str.maketrans("{}", "[]")
_LISTS = re.compile(r"\s*(?:[^\W\d]\w*\s*=\s*)?\{\s*\{")
_PRECISION = re.compile(r"`[0-9.]*")
_BLOCK = re.compile(
    r"^# name: (?P<name>.*)\n# type: (?:bool )?matrix[ \t]*\n"
    r"# rows: \d+[ \t]*\n# columns: \d+[ \t]*\n"
    r"(?P<body>(?:[ \t]+\S.*(?:\n|$))*)",
    re.MULTILINE,
)  # fmt: skip


def without_braces(text: str) -> str:
    """Lists of lists as Mathematica writes them, `{{1, 2.5*^-3}, {3, 4}}`, in brackets."""
    if not _LISTS.match(text[:200]):
        return text
    return _PRECISION.sub("", text.translate(_CURLY)).replace("*^", "e")


def read_matrix(text: str) -> list[Row] | None:
    """Rows of one matrix, in brackets or as it is shown; None where the text is none or JSON."""
    if shown := _SHOWN.fullmatch(text) if "=" in text[:200] else None:
        return _shown(text, shown)
    if _TUPLES.match(text):
        text = text.translate(_ROUND)
    elif "[" not in text[:200] or _is_json(text):
        return None
    found = _BRACKETS.fullmatch(text)
    if not found:
        return None
    line = text.count("\n", 0, found.start("body")) + 1
    cut = r"\]" if "[" in found["body"] else r"[;\n]"
    rows: list[Row] = []
    for part in re.split(f"({cut})", found["body"]):
        words = re.split(r"[\s,]+", part.replace("[", " ").replace("]", " ").strip(" \t\r\n,;"))
        if words != [""]:
            if not all(map(_NUMBER.fullmatch, words)) or len(words) > WIDTH:
                return None
            above = part.count("\n", 0, len(part) - len(part.lstrip(" \t\r\n,")))
            rows.append((line + above, [*words]))
        line += part.count("\n")
    return rows or None


def _shown(text: str, found: re.Match[str]) -> list[Row] | None:
    first, scale = text.count("\n", 0, found.start("body")) + 1, found["scale"] or ""
    rows: list[Row] = []
    for line, words in enumerate(map(str.split, found["body"].split("\n")), first):
        if not all(map(_NUMBER.fullmatch, words)) or (scale and "e" in "".join(words).lower()):
            return None
        if words:
            rows.append((line, [word + scale if word[-1].isdigit() else word for word in words]))
    return rows if len({len(row) for _, row in rows}) == 1 and len(rows[0][1]) <= WIDTH else None


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def is_octave(text: str) -> bool:
    """Whether it is a text file of Octave's with a matrix in it."""
    return text.startswith("#") and _OCTAVE.search(text) is not None


def read_octave(text: str, findings: list[Finding]) -> list[Row]:
    """Its matrices of equally many rows side by side, names first; others are told."""
    blocks = []
    for found in _BLOCK.finditer(text):
        line = text.count("\n", 0, found.start("body")) + 1
        rows = [row.split() for row in found["body"].splitlines()]
        if rows and len({len(row) for row in rows}) == 1:
            blocks.append((found["name"].strip(), line, rows))
    if not blocks:
        return []
    count = max(len(rows) for _, _, rows in blocks)
    names: list[Cell] = []
    body: list[Row] = []
    for name, line, rows in blocks:
        if len(rows) != count:
            what = "This row stands above the table and is not used."
            findings.append(Finding("title", what, line - 4, old=f"# name: {name}"[:60]))
            continue
        width = len(rows[0])
        names += [name] if width == 1 else [f"{name}{k + 1}" for k in range(width)]
        body = body or [(line + k, []) for k in range(count)]
        for (_, cells), row in zip(body, rows, strict=True):
            cells.extend(row)
    return [(0, names), *body]
