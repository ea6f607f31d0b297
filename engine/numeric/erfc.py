"""The complementary error function, which NumPy lacks: erfc(x) = 2/√π ∫ₓ^∞ e^(−t²) dt."""

import numpy as np

from engine.op import Array

NEAR, FAR, ZERO = 0.84375, 4.0, 26.5
"""Where one approximation ends and the next begins; beyond ZERO, erfc is less than float64 holds
in all its digits."""

# Sun Microsystems, fdlibm's s_erf.c (1993), for the first stretch, where erf(x) = x + x R(x²);
# W. J. Cody, Rational Chebyshev approximations for the error function, Mathematics of Computation
# 23 (1969), for the others: numerators and denominators, the highest power first.
_NEAR = (
    [-2.37630166566501626084e-5, -5.77027029648944159157e-3, -2.84817495755985104766e-2,
     -3.25042107247001499370e-1, 1.28379167095512558561e-1],
    [-3.96022827877536812320e-6, 1.32494738004321644526e-4, 5.08130628187576562776e-3,
     6.50222499887672944485e-2, 3.97917223959155352819e-1, 1.0],
)  # fmt: skip
_MIDDLE = (
    [2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594e0, 6.61191906371416295e1,
     2.98635138197400131e2, 8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3,
     1.23033935479799725e3],
    [1.0, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2,
     1.62138957456669019e3, 3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3,
     1.23033935480374942e3],
)  # fmt: skip
_FAR = (
    [1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1,
     1.60837851487422766e-2, 6.58749161529837803e-4],
    [1.0, 2.56852019228982242e0, 1.87295284992346725e0, 5.27905102951428412e-1,
     6.05183413124413191e-2, 2.33520497626869185e-3],
)  # fmt: skip


def erfc(x: Array, out: Array) -> None:
    """Fill `out` with erfc of each cell, to a few units in its own last place however small it is;
    complex cells by analytic continuation near the real line."""
    negative = x.real < 0
    t = np.where(negative, -x, x)  # |x|
    near, far = t.real <= NEAR, t.real > FAR
    middle = ~(near | far)
    out[...] = 0
    u = t[middle]
    out[middle] = np.exp(-u * u) * _ratio(_MIDDLE, u)
    far &= t.real < ZERO
    u = t[far]
    v = 1 / (u * u)
    out[far] = np.exp(-u * u) / u * (np.pi**-0.5 - v * _ratio(_FAR, v))
    np.subtract(2, out, out=out, where=negative)
    u = x[near]
    v = u * _ratio(_NEAR, u * u)
    out[near] = np.where(u.real < 0.25, 1 - (u + v), 0.5 - (v + (u - 0.5)))


def _ratio(of: tuple[list[float], list[float]], x: Array) -> Array:
    top, bottom = (np.polyval(c, x) for c in of)
    return top / bottom
