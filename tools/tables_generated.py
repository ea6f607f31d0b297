"""Reads tables that are made at random, and counts those in which something was changed unsaid.

`python -m tools.tables_generated 20000` takes some minutes; the tests take a small sample.
"""

import sys

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.engine.tables.generated import Made, tables
from tests.engine.tables.judge import faults

BATCH = 500


def main(count: int, begin: int = 0, rows: int = 40) -> int:
    """The number of tables with a fault; the first of them are shown."""
    bad = 0

    def judge(made: Made) -> None:
        nonlocal bad
        if found := faults(made):
            bad += 1
            if bad <= 10:
                print(repr(made.text[:400]), *found, sep="\n  ")

    for k in range(begin, begin + count, BATCH):
        examples = settings(
            max_examples=min(BATCH, begin + count - k), database=None, deadline=None,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        seed(k)(examples(given(tables(rows))(judge)))()
        print(f"{k + BATCH - begin} tables, {bad} with a fault", flush=True)
    return bad


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])) > 0)
