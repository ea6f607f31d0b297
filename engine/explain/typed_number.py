"""A number as a person types it, with how exact it is meant to be."""

import math
import re
import unicodedata
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from engine.op import Array

LONGEST = 60
"""Characters of a number."""
LARGEST = 1e100
EXACT = 1e-12
"""Relative uncertainty of a fraction, which stands for itself."""

_MINUS = str.maketrans(dict.fromkeys("−–—‒‐‑﹣－", "-"))
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_POWER = re.compile(r"[·×*xX⋅]10(?:\^|\*\*)?\(?([-+]?\d+)\)?$")
_DECIMAL = re.compile(r"([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d{1,4}))?$")
_MIXED = re.compile(r"(\d)\s+(?=(\d+)\s*[/⁄]\s*(\d+)\s*$)")
"""A whole number, a space and a part of one, as 1 1/4; 1 200/3 is 1200/3."""
_LIKE = re.compile(r"-?\d+(?:[.,]\d+)?")


TOGETHER = 8
"""Digits behind the point that are tried at once: most numbers have no more."""
_POWERS = np.array([10.0**k for k in range(23)])
_HALVES = np.array([0.5 * 10.0**-k for k in range(24)])


class TypedNumber(NamedTuple):
    """Its value, and half a unit of its last digit: what was rounded may be so far off."""

    value: float
    within: float


_NONE = TypedNumber(math.nan, 0.0)


class Unreadable(ValueError):
    """It is no number; `nearest` is one that may be meant."""

    def __init__(
        self, message: str, nearest: float | None = None, limit: float | None = None
    ) -> None:
        super().__init__(message)
        self.nearest, self.limit = nearest, limit


def read_number(given: Any) -> TypedNumber:
    """The number in a JSON value: a number, or a text with a point or comma, any dash for minus,
    a power of ten or a fraction. Raises Unreadable.

    A lone digit counts as two: 0.5 is meant as 0.50. Zeros at the end of a whole number may only
    tell its size: 1200 is meant as 1.2e3.
    """
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise Unreadable("a number is needed, or a text with one")
    found = _text(given) if isinstance(given, str) else _decimal(repr(given).removesuffix(".0"))
    if found is None or not math.isfinite(found.value):
        near = _LIKE.search(given.translate(_MINUS)) if isinstance(given, str) else None
        nearest = float(near[0].replace(",", ".")) if near else None
        message = "this is no number: write 0.082, 0,082, −0.08, 1e-3, 1/4 or ¼"
        raise Unreadable(message, nearest)
    if abs(found.value) > LARGEST:
        raise Unreadable("this number is too large", math.copysign(LARGEST, found.value), LARGEST)
    return found


def read_numbers(given: Sequence[Any]) -> tuple[list[float], list[float]]:
    """The values of many, NaN for None, and half a unit of the last digit of each."""
    read = [_NONE if one is None else read_number(one) for one in given]
    return [one.value for one in read], [one.within for one in read]


def half_units(given: Array) -> Array:
    """Half a unit of the last digit of each number of a flat array, written as short as it can be.

    A number with d digits behind its point is the float64 that is next to a whole number over 10^d.
    Of 15 digits in all there is but one, and 10^d is a float64 up to d = 22.
    """
    size, found = np.abs(given), np.zeros(given.shape)
    found[size == 0.0] = _half_unit("0")
    left = np.flatnonzero(size)
    for first in range(1, 23, TOGETHER):
        if not left.size:
            break
        powers = _POWERS[first : first + TOGETHER, None]
        whole = np.rint(size[left] * powers)
        short = (whole / powers == size[left]) & (whole < 1e15)
        row, told = short.argmax(axis=0), short.any(axis=0)
        digits, its = row + first, whole[row, np.arange(left.size)]
        lone = (its < 10.0) & ((digits == 1) | (size[left] < 1e-4))  # 0.5 and 5e-05, not 0.05
        plain = told & ((digits > 1) | (its % 10.0 > 0.0))  # no whole number
        found[left[plain]] = _HALVES[(digits + lone)[plain]]
        left = left[~told & (whole[-1] < 1e15)]
    for k in np.flatnonzero(found == 0.0):
        found[k] = _half_unit(repr(float(given[k])).removesuffix(".0"))
    return found


def _text(given: str) -> TypedNumber | None:
    if len(given) > LONGEST:
        raise Unreadable(f"a number has at most {LONGEST} characters", limit=LONGEST)
    parted = _MIXED.sub(lambda m: f"{m[1]}+" if int(m[2]) < int(m[3]) else m[1], given)
    plain = "".join(parted.translate(_MINUS).split())
    raised = re.sub(r"10([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)$", lambda m: f"10^{m[1].translate(_RAISED)}", plain)
    mixed = re.sub(r"(\d)(?=[¼-¾⅐-⅞])", r"\1+", raised)
    text = unicodedata.normalize("NFKC", mixed).replace("⁄", "/").translate(_MINUS)
    text = _POWER.sub(r"e\1", text)
    if "/" in text:
        return _fraction(text)
    if "," in text and "." in text:
        last = max(",.", key=text.rfind)
        text = text.replace("," if last == "." else ".", "")
    if text.count(",") > 1:
        return None
    return _decimal(text.replace(",", "."))


def _fraction(text: str) -> TypedNumber | None:
    whole, _, part = text.rpartition("+")
    negative = (whole or part).startswith("-")
    top, _, below = part.lstrip("-").partition("/")
    if not all(n.isascii() and n.isdigit() for n in (top, below)) or not int(below):
        return None
    if whole and not whole.lstrip("-").isdigit():
        return None
    value = int(whole.lstrip("-") or 0) + int(top) / int(below)
    return TypedNumber(-value if negative else value, EXACT * value)


def _decimal(text: str) -> TypedNumber | None:
    found = _DECIMAL.match(text)
    if not found or not (found[2] or found[3]) or not text.isascii():
        return None
    try:
        return TypedNumber(float(text), _half_unit(text))
    except OverflowError:
        return None


def _half_unit(text: str) -> float:
    """Half a unit of the last digit of a plain number."""
    mantissa, _, power = text.lower().partition("e")
    whole, _, part = mantissa.lstrip("-+").partition(".")
    digits, unit = whole.lstrip("0") + part, int(power or 0) - len(part)
    if not part and not power:  # 1200 may be 1200 or 1.2e3
        unit += max(0, min(len(digits) - len(digits.rstrip("0")), len(digits) - 2))
    if len(digits) < 2:
        unit -= 1
    return float(0.5 * 10.0**unit)
