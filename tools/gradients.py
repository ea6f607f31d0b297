"""How far gradients of random networks are from the oracle: `python -m tools.gradients 2000`.

Relative to the largest entry of each tensor; tests/engine/oracle.py tells how that is measured.
Each network has a seed of its own, so that a range, `python -m tools.gradients 500 1000`, has the
same ones as the whole. The tests take a sample of such networks.
"""

import sys

import numpy as np

from engine import trace
from tests.engine.graphs import LAYERS, random_graph
from tests.engine.oracle import EXACT, allowed, loss_and_gradients, off


def main(first: int, end: int) -> int:
    """Print the worst of these networks; 1 if one is further off than it may be."""
    worst = {True: 0.0, False: 0.0}
    count, wrong = {True: 0, False: 0}, 0
    for number in range(first, end):
        rng = np.random.default_rng([2026, number])
        t = trace(random_graph(rng, list(LAYERS)[number % len(LAYERS)]))
        distances, limit = off(t, loss_and_gradients(t)[1]), allowed(t)
        exact = limit == EXACT
        count[exact] += 1
        worst[exact] = max(worst[exact], *distances.values())
        if max(distances.values()) > limit:
            wrong += 1
            print(f"Network {number}, allowed {limit:.1e}: {distances}", flush=True)
    print(f"{count[True]} networks, held to {EXACT}: at most {worst[True]:.1e} off.")
    print(f"{count[False]} where an a is too near 1 for that: at most {worst[False]:.1e} off.")
    print(f"{wrong} further off than they may be.")
    return int(wrong > 0)


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:]] or [200]
    sys.exit(main(*(given if len(given) > 1 else [0, *given])))
