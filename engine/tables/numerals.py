"""Numbers as people write them: signs, marks for thousands and decimals, units, percent, money.

Whether a comma or a point is the decimal mark is not decided here: a text may be read in both
conventions, and its column decides (`marks.py`).
"""

import re
import unicodedata
from dataclasses import dataclass

MISSING = frozenset(
    ["", "na", "n/a", "#n/a", "#n/v", "nan", "null", "none", "nil", "?", "-", "--", "–", "—", ".",
     "missing", "#value!", "#div/0!", "#ref!", "#name?", "#num!", "k.a.", "없음", "결측"]
)  # fmt: skip
"""Cells that say, in any case, that there is no value."""

_SPACE = "[   ]"  # the spaces of the SI: plain, no-break, thin, narrow no-break
_GROUP = rf"{_SPACE}|['’]"
_MONEY = r"(?:US|CA|AU|NZ|HK|R)?\$|[€£¥₩₹₽₺₫฿₱₪₴]|EUR|USD|GBP|JPY|KRW|CNY|CHF|INR|kr|zł"
_NUMERAL = re.compile(
    rf"(?P<open>\(?)(?P<sign>[+\-−–]?) ?(?P<money>(?:{_MONEY})?){_SPACE}?(?P<sign2>[+\-−–]?)"
    rf"(?P<digits>[.,]?[0-9](?:(?:[0-9.,]|{_GROUP})*[0-9])?[.,]?)"
    r"(?P<exponent>(?:(?:[eE][+-]?|[dD][+-]| ?[×x*·] ?10(?:\^|\*\*)?[+\-−]?)[0-9]{1,4}"
    r"(?![0-9A-Za-z])| ?[×x*·] ?10[⁺⁻]?[⁰¹²³⁴-⁹]{1,3})?)"
    r"(?P<sign3>[-−]?)(?: ?(?:±|\+/-|\+-) ?[0-9]+(?:[.,][0-9]+)?)?"
    rf"(?:{_SPACE}?(?P<unit>[^\W\d_][^\d_(),;|]{{0,11}}[23]?|[%‰°′″$€£¥₩₹₽₺µ℃℉㎀-㏟][^\d_(),;|]{{0,11}}[23]?))?"
    r"(?P<close>\)?)"
)
_UNIT = r"(?![eE][+-]?[0-9])[^\W\d_][^\s\d_(),;|]{0,11}[23]?|[%‰℃℉㎀-㏟]|°[CF]?"
_SIMPLE = re.compile(rf"(-?)([0-9]+)(?:([.,])([0-9]+))?(?: ?({_UNIT}))?")
"""What most numbers are written like."""
_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


def _body(decimal: str, groups: str) -> re.Pattern[str]:
    grouped = rf"[1-9][0-9]{{0,2}}(?P<mark>{groups}|{_GROUP})[0-9]{{3}}(?:(?P=mark)[0-9]{{3}})*"
    indian = rf"|[1-9][0-9]?(?:{groups}[0-9]{{2}})+{groups}[0-9]{{3}}"
    return re.compile(rf"(?P<whole>[0-9]*|{grouped}{indian})(?:{decimal}(?P<rest>[0-9]*))?")


_BODY = {"point": _body(r"\.", ","), "comma": _body(",", r"\.")}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it is written: its value in either convention, None where it has none."""

    point: float | None
    comma: float | None
    unit: str = ""
    grouped: bool = False
    """Whether thousands are set apart, in the convention that reads it."""
    marked: str = ""
    """The one mark in it, if both conventions read it and differ."""
    plain: bool = True
    """Whether it stands as a program writes it: digits, at most one mark, no unit."""

    def value(self, mark: str) -> float | None:
        """Its value with the decimal mark `point` or `comma`."""
        return self.point if mark == "point" else self.comma

    def has_groups(self, mark: str) -> bool:
        """Whether that reading takes a mark for thousands."""
        return self.marked == ("," if mark == "point" else ".") if self.marked else self.grouped


def is_missing(cell: str) -> bool:
    """Whether the cell says that there is no value."""
    return cell.casefold() in MISSING


def numeral(cell: str) -> Numeral | None:
    """The number that a cell holds, None if it holds none."""
    if found := _SIMPLE.fullmatch(cell):
        return _simple(*found.groups())
    found = _NUMERAL.fullmatch(cell)
    if not found or bool(found["open"]) != bool(found["close"]):
        return None
    signs = found["sign"] + found["sign2"] + found["sign3"]
    if len(signs) + len(found["open"]) > 1:
        return None
    digits, exponent = found["digits"], _exponent(found["exponent"])
    negative = found["open"] or signs in ("-", "−", "–")
    values: list[float | None] = []
    grouped = False
    for body in _BODY.values():
        parts = body.fullmatch(digits)
        if not parts:
            values.append(None)
            continue
        whole = re.sub(r"[^0-9]", "", parts["whole"])
        grouped = grouped or whole != parts["whole"]
        value = float(f"{whole or '0'}.{parts['rest'] or '0'}{exponent}")
        values.append(-value if negative else value)
    point, comma = values
    if point is None and comma is None:
        return None
    both = point is not None and comma is not None and point != comma
    unit = found["money"] + (found["unit"] or "").strip()
    shown = cell.replace(",", ".", 1) if "." not in cell else cell
    plain = not unit and _PLAIN.fullmatch(shown) is not None
    marked = ("," if "," in digits else ".") if both else ""
    return Numeral(point, comma, unit, grouped, marked, plain)


def _exponent(said: str) -> str:
    """As a program writes it: ×10³ and D+03 are e3."""
    plain = unicodedata.normalize("NFKC", said).replace("−", "-").replace("^", "").replace("**", "")
    return re.sub(r"^ ?(?:[dD]|[×x*·] ?10)", "e", plain)


def _simple(sign: str, whole: str, mark: str | None, rest: str, said: str | None) -> Numeral:
    plain, unit = said is None, said or ""
    if mark is None:
        value = float(sign + whole)
        return Numeral(value, value, unit, plain=plain)
    value = float(f"{sign}{whole}.{rest}")
    if len(rest) != 3 or len(whole) > 3 or whole[0] == "0":
        point, comma = (value, None) if mark == "." else (None, value)
        return Numeral(point, comma, unit, plain=plain)
    thousands = float(sign + whole + rest)
    point, comma = (value, thousands) if mark == "." else (thousands, value)
    return Numeral(point, comma, unit, grouped=True, marked=mark, plain=plain)


def written(value: float) -> str:
    """A number with a decimal point, as short as it can be written."""
    return repr(value).removesuffix(".0")
