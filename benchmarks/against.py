"""`python benchmarks/against.py OTHER [PATTERN]` prints ratios to another checkout, in one run.

OTHER is the root of that checkout, such as `git worktree add OTHER 99505e4` makes. Each runs in a
process of its own; they take turns and processor time counts, so other programs fall on both.
"""

import json
import re
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parents[1]
ROUNDS, SECONDS = 60, 20.0
"""Turns of each contestant, and how long they may take together."""


def main() -> None:
    """Print a table: microseconds of both, and the ratio."""
    pattern = sys.argv[2] if len(sys.argv) > 2 else ""
    other, ours = started(Path(sys.argv[1])), started(HERE)
    (names, _) = (json.loads(read(child)) for child in (other, ours))
    print("| µs | other | here | here / other |\n|---|---|---|---|")
    for name in names:
        if re.search(pattern, name):
            before, now = compare(name, other, ours)
            print(f"| {name} | {before * 1e6:.1f} | {now * 1e6:.1f} | {now / before:.2f} |")


def started(root: Path) -> "subprocess.Popen[str]":
    """The contestants of a checkout, waiting for orders."""
    script = HERE / "benchmarks" / "contestants.py"
    command = [sys.executable, str(script), str(root)]
    return subprocess.Popen(  # noqa: S603 (our own script)
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def read(child: "subprocess.Popen[str]") -> str:
    """The next line it says."""
    assert child.stdout
    return child.stdout.readline()


def compare(name: str, *children: "subprocess.Popen[str]") -> list[float]:
    """Median seconds of one iteration in each."""
    found: list[list[float]] = [[] for _ in children]
    begin = time.monotonic()
    for _ in range(ROUNDS):
        for child, times in zip(children, found, strict=True):
            assert child.stdin
            print(name, file=child.stdin, flush=True)
            times.append(float(read(child)))
        if time.monotonic() - begin > SECONDS:
            break
    return [median(times) for times in found]


if __name__ == "__main__":
    main()
