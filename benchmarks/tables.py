"""Reading a table of 2,000 rows and 30 columns, against what pandas' read_csv takes for it.

Side by side in one process, in processor time. pandas cuts and converts; the reader also finds out
how the table is written, what its columns are, and says so. Needs pandas beside the set-up.
"""

import io
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.timing import compare
from engine.tables import UnusableTable, read_table

ROWS, COLUMNS, ROUNDS = 2_000, 30, 15
LIMIT = 40.0


def tables() -> dict[str, tuple[str, str]]:
    """Texts with their separators: plain numbers, numbers with units and groups, German ones."""
    values = np.random.default_rng(0).normal(100, 30, (ROWS, COLUMNS)).round(3)
    head = [f"c{k}" for k in range(COLUMNS)]
    plain = [[str(x) for x in row] for row in values]
    mixed = [[_mixed(k, x) for k, x in enumerate(row)] for row in values]
    swap = str.maketrans(",.", ".,")
    german = [[f"{100 * x:,.3f}".translate(swap) for x in row] for row in values]
    made = {"plain": (",", plain), "units, groups": (",", mixed), "german": (";", german)}
    return {
        name: ("\n".join(sign.join(row) for row in [head, *rows]) + "\n", sign)
        for name, (sign, rows) in made.items()
    }


def _mixed(column: int, x: float) -> str:
    """A number with a unit, a number, or a group."""
    if column < 10:
        return f"{x:.2f}cm"
    return f"{x:.4f}" if column < 25 else "abc"[int(x) % 3]


def hostile() -> dict[str, str]:
    """Tables that are made to cost much."""
    return {
        "one cell of 2 MB": "a,b\n" + "x" * 2_000_000 + ",1\n",
        "100,000 columns": "1," * 100_000 + "1\n",
        "nested quotes": '"a,""b;' * 250_000,
    }


def main() -> int:
    """Print the ratios; whether one is beyond what was wanted."""
    import pandas as pd

    worst = 0.0
    for name, (text, sign) in tables().items():
        read_csv = partial(pd.read_csv, sep=sign)
        both = {
            "pandas": _once(lambda read=read_csv, text=text: read(io.StringIO(text))),
            "ours": _once(partial(read_table, text)),
        }
        times = compare(both, ROUNDS)
        ratio = times["ours"] / times["pandas"]
        worst = max(worst, ratio)
        ms = {who: f"{1e3 * seconds:7.1f} ms" for who, seconds in times.items()}
        print(f"{name:16} {ms['pandas']}  {ms['ours']}  {ratio:5.1f} x")
    for name, text in hostile().items():
        times = compare({"refused": _once(partial(_refused, text))}, ROUNDS)
        print(f"{name:16} refused in {times['refused'] * 1e3:.1f} ms")
    return worst > LIMIT


def _once(step: Callable[[], object]) -> Callable[[], int]:
    def sample() -> int:
        step()
        return 1

    return sample


def _refused(text: str) -> None:
    try:
        read_table(text)
    except UnusableTable:
        return
    raise AssertionError("it was read")


if __name__ == "__main__":
    sys.exit(main())
