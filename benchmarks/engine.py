"""`python benchmarks/engine.py` prints how fast an iteration is, and against what.

An iteration is forward + loss + backward + update, float64, one BLAS thread. All contestants
run in this one process and take turns; each number is a median.
"""

import os
import sys
from pathlib import Path

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"  # NumPy reads these when it is first imported
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import batches, images, kept, rivals, timing  # noqa: E402
from benchmarks.cases import CASES, Case  # noqa: E402
from benchmarks.textbook import Textbook  # noqa: E402
from engine.train import Training  # noqa: E402

COLUMNS = [
    "engine", "products alone", "textbook", "autograd", "torch", "jax",
    "engine / products alone", "textbook / engine", "torch / engine",
]  # fmt: skip


def main() -> None:
    """Print two tables, and two sentences."""
    print("| µs | " + " | ".join(COLUMNS) + " |")
    print("|---" * (len(COLUMNS) + 1) + "|")
    for case in CASES:
        print(row(case), flush=True)
    print()
    for line in batches.table():
        print(line, flush=True)
    print()
    print(images.line())
    print(kept.line())


def row(case: Case) -> str:
    """A line of the table: microseconds, then ratios."""
    training = Training(case.experiment)
    training.run(1)
    large = case.widths[0] > 100
    steps = {"textbook": Textbook(case).step} | rivals.installed(case)
    found = timing.compare(
        {"engine": lambda: len(training.run(timing.RUN))}
        | {n: timing.repeated(step, timing.RUN) for n, step in rivals.floors(case).items()}
        | {name: timing.repeated(step) for name, step in steps.items()},
        rounds=24 if large else timing.ROUNDS,
    )
    found["products alone"] = min(found[name] for name in found if name.startswith("products"))
    cells = []
    for name in COLUMNS:
        above, _, below = name.partition(" / ")
        if above not in found:
            cells.append("")
        elif below:
            cells.append(f"{found[above] / found[below]:.2f}")
        else:
            cells.append(f"{found[above] * 1e6:.1f}")
    return f"| {case.name} | " + " | ".join(cells) + " |"


if __name__ == "__main__":
    main()
