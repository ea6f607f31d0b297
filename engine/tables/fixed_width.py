"""Columns that stand under each other, with blanks between them and within them."""

import re

ROWS = 1000
"""Lines that decide where the columns are."""
_RULE = re.compile(r"[ \t]*(?:(-{2,})|(={2,}))(?:[ \t]+(?:-{2,}|={2,}))+[ \t]*")
"""A line of dashes below the names, a group for each column."""


def aligned(text: str) -> str | None:
    """A text with tabs between its columns; None where words are as good a guide.

    Each column but the first needs a word of its own in the first line: so a blank that happens to
    stand in every row of a column does not cut it.
    """
    lines = text.split("\n")
    filled = [k for k, line in enumerate(lines) if line.strip()]
    for at in (0, -1):  # lines above the names and below the table, as of reStructuredText
        if filled and _RULE.fullmatch(lines[filled[at]].rstrip("\r")):
            lines[filled.pop(at)] = ""
    if len(filled) < 3 or "\t" in text:
        return None
    head, *body = filled[:ROWS]
    ruled = _RULE.fullmatch(lines[body[0]].rstrip("\r"))
    if ruled:
        cuts = [m.start() for m in re.finditer(r"\S+", lines[body[0]])]
        lines[body[0]], filled = "", [head, *filled[2:]]
    else:
        sample = [lines[k] for k in filled[:ROWS]]
        cuts = _cuts(sample)
        if _is_regular([line.split() for line in sample]) and not _is_wide(sample, cuts):
            return None
    cells = {k: _cut(lines[k], cuts) for k in filled}
    names = cells[head]
    words = len(lines[head].split())
    if len(cuts) < 2 or (not ruled and words != len(cuts) - (names[0] == "")):
        return None
    below = [cells[k] for k in filled[1:]]
    if any(2 * sum(row[k] != "" for row in below) <= len(below) for k in range(len(cuts))):
        return None
    if names[0] == "":
        cells[head] = names[1:]  # as R writes it: no name over the names of rows
    return "\n".join(
        "\t".join(map(_quoted, cells[k])) if k in cells else "" for k in range(len(lines))
    )


def _is_regular(rows: list[list[str]]) -> bool:
    """Whether all rows have as many words, but the first one fewer where rows have names."""
    widths = {len(row) for row in rows[1:]}
    return len(widths) == 1 and len(rows[0]) - max(widths) in (0, -1)


def _is_wide(lines: list[str], cuts: list[int]) -> bool:
    """Whether words count one more than names that begin above the first column, and two blanks
    or more stand before each other column and nowhere else: a column of two words, and no names
    of rows.
    """
    head, first = lines[0], lines[1]
    return (
        len(head.split()) < len(first.split()) and not head[0].isspace() and len(cuts) > 1
        and all(line[at - 2 : at].isspace() for line in lines for at in cuts[1:])
        and all("  " not in cell for line in lines for cell in _cut(line, cuts))
    )  # fmt: skip


def _cuts(lines: list[str]) -> list[int]:
    """Where columns begin: behind what is blank in every line, under a word of the first."""
    width = max(map(len, lines))
    blank = [all(at >= len(line) or line[at] == " " for line in lines) for at in range(width)]
    begins = [at for at in range(width) if not blank[at] and (at == 0 or blank[at - 1])]
    ends = [*begins[1:], width]
    head = lines[0]
    return [
        begin for k, (begin, end) in enumerate(zip(begins, ends, strict=True))
        if k == 0 or head[begin:end].strip()
    ]  # fmt: skip


def _cut(line: str, cuts: list[int]) -> list[str]:
    ends = [*cuts[1:], None]
    first = [0, *cuts[1:]]
    return [line[a:b].strip() for a, b in zip(first, ends, strict=True)]


def _quoted(cell: str) -> str:
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if '"' in cell else cell
