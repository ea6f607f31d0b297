"""Proves what explains: `python -m tools.proofs 500`, over as many random networks as are asked.

Gradients against nudges, sums of paths and of pulls against gradients, cells against their terms,
of every worked example and of networks of every kind of layer, each with a seed of its own.
"""

import sys

import numpy as np

from engine import example, examples
from tests.engine.explain.proofs import faults
from tests.engine.graphs import LAYERS, random_graph


def main(first: int, end: int) -> int:
    """Print all that does not hold; 1 if anything does not."""
    wrong = 0
    for name in examples() if first == 0 else ():
        for fault in faults(example(name).experiment, np.random.default_rng(15)):
            wrong += 1
            print(f"{name}: {fault}", flush=True)
    for number in range(first, end):
        rng = np.random.default_rng([15, number])
        experiment = random_graph(rng, list(LAYERS)[number % len(LAYERS)])
        for fault in faults(experiment, rng):
            wrong += 1
            print(f"Network {number}: {fault}", flush=True)
    print(f"Networks {first} to {end - 1}: {wrong} faults.")
    return int(wrong > 0)


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:]] or [500]
    sys.exit(main(*(given if len(given) > 1 else [0, *given])))
