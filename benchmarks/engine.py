"""`python benchmarks/engine.py` prints how fast an iteration is, and against what.

An iteration is forward + loss + backward + update, float64, one BLAS thread. All contestants
run in this one process and take turns; each number is a median.
"""

import os
import sys
from pathlib import Path
from statistics import median

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"  # NumPy reads these when it is first imported
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import batches, images, kept, many, rivals, timing  # noqa: E402
from benchmarks.cases import CASES, Case  # noqa: E402
from benchmarks.textbook import Textbook  # noqa: E402
from engine.run.training import Training  # noqa: E402

PLACES = 5
"""Memory for the products alone is asked for so often; what is typical of it counts."""
COLUMNS = [
    "engine", "products alone", "products lined up", "textbook", "autograd", "torch", "jax",
    "engine / products alone", "engine / products lined up", "textbook / engine", "torch / engine",
]  # fmt: skip


def main() -> None:
    """Print three tables, and two sentences."""
    print("| µs | " + " | ".join(COLUMNS) + " |")
    print("|---" * (len(COLUMNS) + 1) + "|")
    for case in CASES:
        print(row(case), flush=True)
    print()
    for line in (*batches.table(), "", *many.table()):
        print(line, flush=True)
    print()
    print(images.line())
    print(kept.line())


def row(case: Case) -> str:
    """A line of the table: microseconds, then ratios."""
    training = Training(case.experiment)
    training.run(1)
    rounds = 24 if case.widths[0] > 100 else timing.ROUNDS
    engine = {"engine": lambda: len(training.run(timing.RUN))}
    rest = {"textbook": Textbook(case).step} | rivals.installed(case)
    found = timing.compare(engine | {n: timing.repeated(s) for n, s in rest.items()}, rounds)
    against = found["engine"]
    found |= timing.compare(engine | floors(case), rounds)
    found["products alone"] = min(
        median(found[f"{layout} {k}"] for k in range(PLACES)) for layout in rivals.LAYOUTS
    )
    found["products lined up"] = min(found[f"{layout} lined up"] for layout in rivals.LAYOUTS)
    cells = []
    for name in COLUMNS:
        above, _, below = name.partition(" / ")
        if above not in found:
            cells.append("")
        elif below:
            beside = against if below == "engine" else found[below]
            cells.append(f"{found[above] / beside:.2f}")
        else:
            cells.append(f"{found[above] * 1e6:.1f}")
    return f"| {case.name} | " + " | ".join(cells) + " |"


def floors(case: Case) -> dict[str, timing.Sample]:
    """The products alone, in several places of the memory that NumPy gives, and lined up."""
    made = {f" {k}": rivals.floors(case) for k in range(PLACES)}
    made[" lined up"] = rivals.floors(case, rivals.lined_up)
    return {
        layout + place: timing.repeated(step, timing.RUN)
        for place, steps in made.items()
        for layout, step in steps.items()
    }


if __name__ == "__main__":
    main()
