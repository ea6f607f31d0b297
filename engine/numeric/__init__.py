"""Numerical functions that NumPy lacks: erf, fdlibm's sine and logarithm, windows over images."""
