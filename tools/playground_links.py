"""Random TensorFlow Playground links against the original's loops, which Node runs.

Prints each link that differs, and how many were chaotic: told apart from a mistake by what becomes
of the original itself with other roundings. `--mutated` reads damaged links instead.
"""

import argparse
import sys

import numpy as np

from tests.engine.playground.compare import EPOCHS, NUDGE, compare
from tests.engine.playground.mutated import mistake, mutated_links
from tests.engine.playground.original import original, random_link

AT_ONCE = 50


def main() -> int:
    """0 if all agree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mutated", action="store_true")
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    wrong = (_mutated if options.mutated else _random)(rng, options.count)
    print(f"{options.count} links, {wrong} wrong")
    return 1 if wrong else 0


def _random(rng: np.random.Generator, count: int) -> int:
    wrong = chaotic = 0
    for begin in range(0, count, AT_ONCE):
        links = [random_link(rng) for _ in range(min(AT_ONCE, count - begin))]
        orders = [{"link": link, "epochs": EPOCHS} for link in links]
        told = original([*orders, *({**order, "nudge": NUDGE} for order in orders)])
        for k, link in enumerate(links):
            found = compare(link, told[k], told[k + len(links)])
            chaotic += found.chaotic
            if found.wrong:
                wrong += 1
                print(found.wrong, link)
    print(f"{chaotic} chaotic")
    return wrong


def _mutated(rng: np.random.Generator, count: int) -> int:
    links = mutated_links(rng, count)
    found = [mistake(link, told) for link, told in zip(links, original(links, "read"), strict=True)]
    for link, why in zip(links, found, strict=True):
        if why:
            print(why, repr(link))
    return sum(map(bool, found))


if __name__ == "__main__":
    sys.exit(main())
