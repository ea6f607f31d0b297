"""Proves what explains: `python -m tools.proofs 500`, over as many random networks as are asked.

Gradients against nudges, sums of paths and of pulls against gradients, cells against their terms,
of every worked example and of networks of every kind of layer, each with a seed of its own, as they
begin and when they have learned.
"""

import sys

import numpy as np

from engine import Experiment, Training, example, examples
from tests.engine.explain.proofs import faults
from tests.engine.graphs import LAYERS, random_graph

LEARNED = 2000
"""Iterations after which a network has learned."""


def main(first: int, end: int) -> int:
    """Print all that does not hold; 1 if anything does not."""
    wrong = 0
    for name in examples() if first == 0 else ():
        wrong += told(name, example(name).experiment, np.random.default_rng(15))
    for number in range(first, end):
        rng = np.random.default_rng([15, number])
        experiment = random_graph(rng, list(LAYERS)[number % len(LAYERS)])
        wrong += told(f"Network {number}", experiment, rng)
    print(f"Networks {first} to {end - 1}: {wrong} faults.")
    return int(wrong > 0)


def told(name: str, experiment: Experiment, rng: np.random.Generator) -> int:
    """Print the faults of an experiment; how many there are. A run that blew up has not learned."""
    found = 0
    losses = Training(experiment).run(LEARNED)
    learned = len(losses) == LEARNED and losses[-1] < losses[0]
    for iteration in (0, LEARNED) if learned else (0,):
        for fault in faults(experiment, rng, iteration=iteration):
            found += 1
            print(f"{name}, iteration {iteration}: {fault}", flush=True)
    return found


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:]] or [500]
    sys.exit(main(*(given if len(given) > 1 else [0, *given])))
