"""`python -m tools.same_bytes` runs random experiments by all ways and compares the bytes.

A thousand of them over 200 iterations, and spirals with Adam over 5,000; the tests take a sample.
Other processors are imitated by setting OPENBLAS_CORETYPE or NPY_DISABLE_CPU_FEATURES before.
"""

import argparse
import time

import numpy as np

from tests.engine.ways import drawn, same_bytes, spirals


def main() -> None:
    """Raises AssertionError at the first that differs, behind its number."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--experiments", type=int, default=1000)
    parser.add_argument("--iterations", type=int, default=200)
    parser.add_argument("--spirals", type=int, default=5000)
    given = parser.parse_args()
    begin = time.monotonic()
    for number in range(given.first, given.first + given.experiments):
        try:
            same_bytes(drawn(number), given.iterations, np.random.default_rng(number))
        except Exception as error:
            raise AssertionError(f"experiment {number}") from error
        if number % 100 == 99:
            print(f"{number + 1} experiments, {time.monotonic() - begin:.0f} s", flush=True)
    same_bytes(spirals(), given.spirals, np.random.default_rng(0))
    print(f"spirals over {given.spirals} iterations, {time.monotonic() - begin:.0f} s")


if __name__ == "__main__":
    main()
