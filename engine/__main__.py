"""`python -m engine NAME` prints a whole iteration of a worked example."""

import argparse
import sys

from engine import example, examples, trace
from engine.explain.show import text


def main() -> int:
    """Print what is asked for; 0, or 2 for a name or an iteration there is not."""
    parser = argparse.ArgumentParser(prog="python -m engine", description=__doc__)
    parser.add_argument("name", nargs="?", help="a worked example; without it they are listed")
    parser.add_argument("--iteration", type=int, default=0, metavar="K", help="0 is the first")
    options = parser.parse_args()
    if options.iteration < 0:
        parser.error("iterations count from 0")
    if options.name is None:
        for name in examples():
            print(f"{name:24}{example(name).title}, {example(name).author}")
        return 0
    if options.name not in examples():
        parser.error(f"no example has this name; there are {', '.join(examples())}")
    shown = example(options.name)
    print(text(trace(shown.experiment, options.iteration), shown))
    return 0


if __name__ == "__main__":
    sys.exit(main())
