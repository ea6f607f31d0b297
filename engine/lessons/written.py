"""Numbers as the words of a lesson have them, and as a learner types them."""

import re
from decimal import Decimal

from engine.numeric.decimals import exponential, fixed

_POWER = re.compile(r"\s*[×x*·]\s*10\s*\^?\s*", re.IGNORECASE)
_RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_SMALL, _LARGE = 1e-3, 1e9
ROUNDING = 1e-14
"""Of the right number: what is smaller may be what is left where numbers cancel."""
LARGEST = 300
"""Powers of ten that a typed number may have."""
LONGEST = 40
"""Characters of a typed number."""


def written(value: float, digits: int) -> str:
    """With so many decimals and a true minus sign; the very small or large as powers of ten."""
    if value and not min(_SMALL, 10.0**-digits) <= abs(value) < _LARGE:
        mantissa, power = exponential(value, 1).split("e")
        raised = str(int(power)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
        return f"{mantissa} × 10{raised}".replace("-", "−")
    text = fixed(value, digits)
    return (text.lstrip("-") if not float(text) else text).replace("-", "−")


def cleaned(number: float, right: float) -> float:
    """A wrong answer, 0 where it is only what rounding leaves of 0 beside the right one."""
    return 0.0 if abs(number) <= ROUNDING * abs(right) else number


def significant(value: float, digits: int) -> float:
    """Rounded to so many digits."""
    return float(exponential(value, digits - 1))


def read_number(text: str) -> Decimal | None:
    """What somebody typed: −0,0042, 2.4e-5, 2.4 × 10⁻⁵, 1/4; None where it is no number."""
    plain = text.strip().replace("−", "-").replace("–", "-").replace(",", ".")
    plain = _POWER.sub("e", plain.translate(_RAISED))
    if len(plain) > LONGEST:
        return None
    over, slash, under = plain.partition("/")
    try:
        number = Decimal(over) / (Decimal(under) if slash else 1)
    except ArithmeticError:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= LARGEST else None
