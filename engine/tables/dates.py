"""Dates and times as people write them, as days."""

import re
from datetime import UTC, datetime

_TIME = (
    r"(?:[T ,]+(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_Y, _M, _D = r"(?P<y>(?:1[5-9]|20|21)\d\d)", r"(?P<m>\d{1,2})", r"(?P<d>\d{1,2})"
_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAME = r"(?P<n>jan|feb|m[aä]r|apr|ma[yi]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-z]*\.?"
_FORMS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_Y}(?P<s>[-/.]) ?{_M}(?P=s) ?{_D}\.?{_TIME}",
        rf"{_Y}년 ?{_M}월(?: ?{_D}일)?",
        r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])",
        rf"{_NAME}[ -]{_D}[, -]+{_Y}{_TIME}",
        rf"{_D}\.?[ -]{_NAME}[, -]+{_Y}{_TIME}",
        rf"{_NAME}[ -]{_Y}",
        rf"{_Y}-(?P<m>0[1-9]|1[0-2])",
        rf"{_Y}[ -]?Q(?P<q>[1-4])",
        rf"(?P<a>\d{{1,2}})(?P<s>[-/.])(?P<b>\d{{1,2}})(?P=s)(?P<y>\d{{4}}|\d\d){_TIME}",
    )
]


def days(cell: str, day_first: bool = True) -> float | None:
    """Days since 1 January of the year 1, with the time as a fraction; None: it is no date."""
    for form in _FORMS:
        if found := form.fullmatch(cell):
            return _days(found.groupdict(), day_first)
    return None


def is_day_first(cells: list[str]) -> bool:
    """Whether 1/2/2024 is in February: shown by any first number over 12, or by points."""
    pairs = [m for m in map(_FORMS[-1].fullmatch, cells) if m]
    if any(int(m["a"]) > 12 for m in pairs):
        return True
    return (
        bool(pairs) and all(m["s"] != "/" for m in pairs) and all(int(m["b"]) < 13 for m in pairs)
    )


def _days(part: dict[str, str | None], day_first: bool) -> float | None:
    year = int(part["y"] or 0)
    if year < 100:
        year += 1900 if year > 68 else 2000
    if first := part.get("a"):
        second = str(part["b"])
        month, day = (second, first) if day_first else (first, second)
    elif name := part.get("n"):
        month, day = str(_month(name)), part.get("d") or "1"
    elif quarter := part.get("q"):
        month, day = str(3 * int(quarter) - 2), "1"
    else:
        month, day = str(part["m"]), part.get("d") or "1"
    hour, minute, second_ = (int(part.get(k) or 0) for k in "HMS")
    try:
        at = datetime(year, int(month), int(day), hour, minute, second_, tzinfo=UTC)
    except ValueError:
        return None
    return at.toordinal() + (at.hour * 3600 + at.minute * 60 + at.second) / 86_400


def _month(name: str) -> int:
    plain = name[:3].lower().replace("ä", "a").replace("mai", "may").replace("okt", "oct")
    return _NAMES.index(plain.replace("dez", "dec")) + 1
