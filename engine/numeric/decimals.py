"""Numbers as text with fewer digits: the same digits as the page's own script shows.

A double that lies exactly between two short decimals (0.125, 0.03125) is rounded away from zero, as
at school and by `Number.prototype.toFixed` (ECMA-262, 21.1.3.3). Python takes the even digit.
"""

from decimal import ROUND_HALF_UP, Context, Decimal

# The longest double has 767 significant digits, and places from 1e308 down to 5e-324.
_EXACT = Context(prec=1100, rounding=ROUND_HALF_UP)


def fixed(value: float, digits: int) -> str:
    """A finite number with so many digits behind the point."""
    return f"{Decimal(value).quantize(Decimal(1).scaleb(-digits), context=_EXACT):f}"


def exponential(value: float, digits: int) -> str:
    """A finite number as a mantissa with so many digits behind its point, and a power of ten."""
    if not value:
        return f"{value:.{digits}e}"
    rounding = Context(prec=digits + 1, rounding=ROUND_HALF_UP)
    return f"{rounding.create_decimal(Decimal(value)):.{digits}e}"
