"""Sine, cosine and logarithm, the same to the last bit on every machine.

The system's own functions may differ there. These follow fdlibm (K. C. Ng, Sun Microsystems, 1993),
as many JavaScript engines do, with sums and products alone: a polynomial near 0, to which other
arguments are brought in two parts. For |x| up to about 100, and the logarithm of x > 0.
"""

import math
import struct

_SINE = (
    -1.66666666666666324348e-01, 8.33333333332248946124e-03, -1.98412698298579493134e-04,
    2.75573137070700676789e-06, -2.50507602534068634195e-08, 1.58969099521155010221e-10,
)  # fmt: skip
_COSINE = (
    4.16666666666666019037e-02, -1.38888888888741095749e-03, 2.48015872894767294178e-05,
    -2.75573143513906633035e-07, 2.08757232129817482790e-09, -1.13596475577881948265e-11,
)  # fmt: skip
_LOGARITHM = (
    6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01,
    2.222219843214978396e-01, 1.818357216161805012e-01, 1.531383769920937332e-01,
    1.479819860511658591e-01,
)  # fmt: skip
_HALF_PI = (
    (1.57079632673412561417e00, 6.07710050650619224932e-11),
    (6.07710050630396597660e-11, 2.02226624879595063154e-21),
    (2.02226624871116645580e-21, 8.47842766036889956997e-32),
)
"""π / 2 as a sum, each part with what follows it."""
_LN2 = (6.93147180369123816490e-01, 1.90821492927058770002e-10)
_QUARTER = 0x3FE921FB
"""The upper word of π / 4."""


def sin(x: float) -> float:
    """The sine of x."""
    quarter, main, rest = _reduced(x)
    found = _near_cosine(main, rest) if quarter & 1 else _near_sine(main, rest)
    return -found if quarter & 2 else found


def cos(x: float) -> float:
    """The cosine of x."""
    quarter, main, rest = _reduced(x)
    found = _near_sine(main, rest) if quarter & 1 else _near_cosine(main, rest)
    return -found if quarter in (1, 2) else found


def log(x: float) -> float:
    """The natural logarithm of x > 0, a normal number."""
    bits = struct.unpack("<Q", struct.pack("<d", x))[0]
    upper, power = (bits >> 32) & 0xFFFFF, (bits >> 52) - 1023
    up = (upper + 0x95F64) & 0x100000  # whether it is nearer to the power above
    word = (upper | (up ^ 0x3FF00000)) << 32 | bits & 0xFFFFFFFF
    power += up >> 20
    f = _from(word) - 1.0
    high, low = power * _LN2[0], power * _LN2[1]
    if (2 + upper) & 0xFFFFF < 3:  # |f| < 2⁻²⁰
        r = f * f * (0.5 - 0.33333333333333333 * f)
        return high - ((r - low) - f) if power else f - r
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    a = _LOGARITHM
    r = z * (a[0] + w * (a[2] + w * (a[4] + w * a[6]))) + w * (a[1] + w * (a[3] + w * a[5]))
    if (upper - 0x6147A) | (0x6B851 - upper) > 0:
        half = 0.5 * f * f
        return (
            high - ((half - (s * (half + r) + low)) - f) if power else f - (half - s * (half + r))
        )
    return high - ((s * (f - r) - low) - f) if power else f - s * (f - r)


def _from(bits: int) -> float:
    """The number with these 64 bits."""
    number: float = struct.unpack("<d", struct.pack("<Q", bits))[0]
    return number


def _upper(x: float) -> int:
    """The upper 32 bits of |x|."""
    return int(struct.unpack("<Q", struct.pack("<d", x))[0] >> 32) & 0x7FFFFFFF


def _reduced(x: float) -> tuple[int, float, float]:
    """How many quarter turns x is from what is left, within ±π / 4, and that in two parts."""
    upper = _upper(x)
    if upper <= _QUARTER:
        return 0, x, 0.0
    n = int(abs(x) / (math.pi / 2) + 0.5) if upper >= 0x4002D97C else 1
    left = abs(x)
    for part, (main, tail) in enumerate(_HALF_PI):
        before = left
        left = before - n * main
        small = n * tail - ((before - left) - n * main if part else 0.0)
        first = left - small
        lost = (upper >> 20) - (_upper(first) >> 20)
        if lost <= (16, 49, 99)[part]:
            break
    rest = (left - first) - small
    return (n & 3, first, rest) if x > 0 else (-n & 3, -first, -rest)


def _near_sine(x: float, rest: float) -> float:
    """The sine of x + rest, within ±π / 4."""
    if abs(x) < 2.0**-27:
        return x
    a, z = _SINE, x * x
    v = z * x
    r = a[1] + z * (a[2] + z * (a[3] + z * (a[4] + z * a[5])))
    if rest == 0.0 and abs(x) <= math.pi / 4:
        return x + v * (a[0] + z * r)
    return x - ((z * (0.5 * rest - v * r) - rest) - v * a[0])


def _near_cosine(x: float, rest: float) -> float:
    """The cosine of x + rest, within ±π / 4."""
    upper = _upper(x)
    if upper < 0x3E400000:
        return 1.0
    a, z = _COSINE, x * x
    r = z * (a[0] + z * (a[1] + z * (a[2] + z * (a[3] + z * (a[4] + z * a[5])))))
    if upper < 0x3FD33333:
        return 1.0 - (0.5 * z - (z * r - x * rest))
    about = 0.28125
    if upper <= 0x3FE90000:  # a quarter of x, with few digits
        about = _from((upper - 0x200000) << 32)
    return (1.0 - about) - ((0.5 * z - about) - (z * r - x * rest))
