"""What separates the cells of a text, and which mark quotes them."""

import csv
import io
import re
from typing import NamedTuple

from engine.tables.extra import library
from engine.tables.numerals import numeral

DELIMITERS = {"tab": "\t", "semicolon": ";", "comma": ",", "bar": "|", "blank": " "}
SAMPLE = 10_000
"""Letters that are looked at."""

_NAMES = {sign: name for name, sign in DELIMITERS.items()}
# The detector takes seconds for one word of 10,000 letters; its shape is told by its beginning.
_LONG = re.compile(r"([^,;\t| \n\r\"']{40})[^,;\t| \n\r\"']+")
_QUOTED = re.compile(r"(?:^|[,;\t| ])'[^'\n]*'(?:[,;\t| ]|$)", re.MULTILINE)
_WITHIN = re.compile(r"(?:[^,]|(?<=[0-9]),(?=[0-9]))*")
"""Every comma stands between two digits."""
_SEP = re.compile(r"[\"']?sep=(?P<sign>[,;\t| ])[\"']?[ ,;\t|]*(?:\r\n?|\n|$)", re.IGNORECASE)


class Dialect(NamedTuple):
    """The name of the separator, the mark of quotation, and the line where the table starts."""

    delimiter: str
    quote: str = '"'
    first: int = 1


def dialect(text: str, told: str) -> tuple[Dialect, str]:
    """How a text is written, and the text without a spreadsheet's own `sep=` line."""
    first = 1
    if mark := _SEP.match(text):
        text, first = text[mark.end() :], 2
        told = _NAMES[mark["sign"]] if told == "auto" else told
    if told == "auto" or "'" in text[:SAMPLE]:
        found, quote = _detected(_sample(text))
        return Dialect(found if told == "auto" else told, quote, first), text
    return Dialect(told, '"', first), text


def _sample(text: str) -> str:
    """Whole lines, as many as fit, with long words cut short."""
    part = text[:SAMPLE]
    if len(text) > SAMPLE and "\n" in part:
        part = part[: part.rindex("\n")]
    return _LONG.sub(r"\1", part)


def _detected(sample: str) -> tuple[str, str]:
    if not any(sign in sample for sign in _NAMES):
        return "comma", '"'
    detector = library("clevercsv.detect").Detector()
    found = detector.detect(sample, delimiters=list(_NAMES))
    delimiter = _NAMES.get(found.delimiter, "comma") if found else "comma"
    quote = "'" if _QUOTED.search(sample) and found and found.quotechar == "'" else '"'
    return _stronger(sample, delimiter, quote), quote


def _stronger(sample: str, found: str, quote: str) -> str:
    """Another separator than was found, where it cuts all rows into equally many cells.

    The detector knows few units and currencies: it takes `688,8원<tab>Köln` for commas, and
    `1 234,5|2|x` for blanks. A mark that stands within numbers gives way to one that does not. Of
    comma and blank, the comma separates unless it only stands within what blanks make numbers.
    What cuts the first row as well separates, and not a mark that only stands below.
    """
    if found in ("tab", "blank") and _is_mixed(sample, quote):
        return "blank"
    plain = "blank" if found == "blank" else "comma"
    whole = found != "tab" and _is_regular(sample, plain, quote, notes=False)
    if found in ("semicolon", "bar") and whole:
        return found if _is_regular(sample, found, quote, notes=False) else "comma"
    if found not in ("comma", "blank"):
        return found
    for name in ("tab", "semicolon", "bar"):
        if _is_regular(sample, name, quote, notes=not whole):
            return name
    cells = [cell for row in _rows(sample, "blank", quote) for cell in row if "," in cell]
    within = bool(cells) and all(_WITHIN.fullmatch(cell) and numeral(cell) for cell in cells)
    if found == "comma" and within and _is_regular(sample, "blank", quote):
        return "blank"
    if found == "blank" and not within and _is_regular(sample, "comma", quote):
        return "comma"
    return found


def _is_mixed(sample: str, quote: str) -> bool:
    """Whether blanks separate numbers before the first tab of every row."""
    firsts = [row[0].split() for row in _rows(sample, "tab", quote) if len(row) > 1]
    numbers = [[word for word in words if numeral(word)] for words in firsts]
    return len(firsts) > 1 and all(
        len(one) > 2 and len(words) - len(one) < 2
        for one, words in zip(numbers, firsts, strict=True)
    )


def _is_regular(sample: str, name: str, quote: str, *, notes: bool = True) -> bool:
    """Whether it cuts each row alike, but for `notes` above and below."""
    widths = [len(row) for row in _rows(sample, name, quote)]
    while notes and widths and widths[0] == 1:
        del widths[0]
    while notes and widths and widths[-1] == 1:
        del widths[-1]
    return len(widths) > 1 and len(set(widths)) == 1 < widths[0]


def _rows(sample: str, name: str, quote: str) -> list[list[str]]:
    if name == "blank":
        sample = re.sub(r"^ +| +$|( ) +", r"\1", sample, flags=re.MULTILINE)
    stream = io.StringIO(sample, newline="")
    try:
        reader = csv.reader(stream, delimiter=DELIMITERS[name], quotechar=quote)
        return [row for row in reader if row]
    except csv.Error:
        return []
