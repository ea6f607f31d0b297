"""Runs Python as another processor would: with kernels that public switches choose."""

import os
import subprocess
import sys

OTHER = {"OPENBLAS_CORETYPE": "Nehalem", "NPY_DISABLE_CPU_FEATURES": "X86_V3"}
"""OpenBLAS of 2008, and NumPy without AVX2 and what came after it."""


def run(code: str, **switches: str) -> str:
    """What the code prints, in a process of its own with these variables set."""
    found = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1", **switches},
        capture_output=True,
        text=True,
        check=True,
    )
    return found.stdout
