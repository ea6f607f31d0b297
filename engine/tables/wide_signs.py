"""Separators of Chinese, Japanese and Korean keyboards, twice as wide as a plain comma."""

import re

_SIGNS = {"，": ",", "、": ",", "；": ";"}
_OTHERS = re.compile(r"[\t;|]")
TOP = 20
"""Lines that are looked at."""


def without_wide_signs(text: str) -> str:
    """A text that they cut into equally many cells, with plain signs in their place.

    Beside commas within the cells, such as decimal ones, semicolons stand in their place.
    """
    lines = [line for line in text[:10_000].split("\n")[:TOP] if line.strip()]
    for wide, plain in _SIGNS.items():
        if wide not in text[:10_000] or any(map(_OTHERS.search, lines)):
            continue
        counts = {line.count(wide) for line in lines}
        both = {line.count(wide) + line.count(plain) for line in lines}
        if len(counts) == 1:
            commas = plain == "," and any("," in line for line in lines)
            return text.replace(wide, ";" if commas else plain)
        if len(both) == 1:
            return text.replace(wide, plain)  # one keyboard and the other
    return text
