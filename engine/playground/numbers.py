"""Numbers as JavaScript reads them from a text."""

import math
import re

_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_WHOLE = re.compile(r"0([xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)")
_BLANKS = "\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)


def strip(text: str) -> str:
    """What `trim` leaves."""
    return text.strip(_BLANKS)


def number(text: str) -> float:
    """What `Number` makes of a text: NaN of what is none, 0 of nothing."""
    bare = strip(text)
    if not bare:
        return 0.0
    if _WHOLE.fullmatch(bare):
        try:
            return float(int(bare, 0))
        except OverflowError:
            return math.inf
    if bare.lstrip("+-") == "Infinity" and len(bare) <= len("+Infinity"):
        return -math.inf if bare.startswith("-") else math.inf
    return float(bare) if _DECIMAL.fullmatch(bare) else math.nan


def written(value: float) -> str:
    """A number as `String` writes it, as far as links need it."""
    if value == int(value) and abs(value) < 1e21:
        return str(int(value))
    text = repr(value)
    mantissa, sign, exponent = text.partition("e")
    if not sign:
        return text
    power = int(exponent)
    if -7 <= power < 0:  # repr changes to powers at 1e-5, JavaScript at 1e-7
        digits = mantissa.replace(".", "").lstrip("-")
        minus = "-" if mantissa.startswith("-") else ""
        return f"{minus}0.{'0' * (-power - 1)}{digits}"
    return f"{mantissa}e{'+' if power > 0 else '-'}{abs(power)}"
