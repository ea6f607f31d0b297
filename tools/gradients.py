"""How far gradients of random networks are from the oracle: `python -m tools.gradients 2000`.

Relative to the largest entry of each tensor. The tests take a sample of the same networks.
"""

import sys

import numpy as np

from engine import trace
from tests.engine.graphs import LAYERS, random_graph
from tests.engine.oracle import loss_and_gradients, lost, off


def main(count: int) -> int:
    """Print the worst of so many networks; 1 if it is further away than 1e-12."""
    rng, worst = np.random.default_rng(2026), 0.0
    for number in range(count):
        t = trace(random_graph(rng, list(LAYERS)[number % len(LAYERS)]))
        _, gradients = loss_and_gradients(t)
        worst = max(worst, max(off(t, gradients).values()) - lost(t))
    print(f"{count} networks of {len(LAYERS)} kinds of layers: at most {worst:.1e} off")
    return int(worst > 1e-12)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
