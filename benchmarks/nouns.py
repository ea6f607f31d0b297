"""`python benchmarks/nouns.py` holds what whole orders are predicted to take against what they do.

The nouns that explain, grade and export are settled by the same model as traces and runs
(app/compute/cost_model.py, benchmarks/costs.py): so many passes or numbers of a network. A row is
one order, its prediction, its processor time and their quotient, which should lie between 1.5 and
16 on a core of 2023: below, it may take longer than it is said to; above, too much is refused.
"""

import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import thread_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from app.compute import cost_model, gradings
from app.compute.gradient_checks import PASSES_OF_CELL, PASSES_OF_NUDGE, PASSES_OF_POINT
from app.compute.gradient_pulls import forecast
from app.words import words
from benchmarks.costs import Document, conv, dense, images
from engine import Experiment, trace
from engine.exchange import Moment, targets
from engine.explain.check import checking
from engine.explain.descent import slicing
from engine.explain.grading import grading
from engine.explain.nudge import nudging
from engine.explain.pulls import pulling
from engine.pausing import Pausing, finish

LOW, HIGH = 1.5, 16.0
WRITTEN, LINES = 20e-6, 10e-3
"""Seconds of a number in an export, and of all else in it, as docs/limits.md tells."""

Order = tuple[float, Callable[[], Pausing[object]]]


def main() -> None:
    """Print every order, and how many are off."""
    off = 0
    print(f"{'':32}{'predicted':>12}{'measured':>12}{'quotient':>10}")
    for name, document in cases().items():
        for noun, (predicted, work) in orders(Experiment.from_json(document)):
            least = min(_seconds(work) for _ in range(3))
            off += not LOW <= predicted / least <= HIGH
            print(f"{noun + ', ' + name:32}{1e3 * predicted:9.2f} ms{1e3 * least:9.2f} ms", end="")
            print(f"{predicted / least:10.1f}")
    print(f"{off} off")


def _seconds(work: Callable[[], Pausing[object]]) -> float:
    begin = thread_time()
    finish(work())
    return thread_time() - begin


def cases() -> dict[str, Document]:
    """Networks small and large."""
    return {
        "2-4-4-1, 10": dense(2, (4, 4, 1), 10),
        "2-30-30-1, 100": dense(2, (30, 30, 1), 100),
        "64-32-10, 50": dense(64, (32, 10), 50),
        "12 x 8, 20": dense(2, (8,) * 12, 20),
        "conv, 5": images(conv(4, 3), n=5, side=10),
    }


def orders(experiment: Experiment) -> Iterator[tuple[str, Order]]:
    """One order of each noun, its forecast seconds, and its work."""
    done = trace(experiment, 0)
    program = done.program
    once = cost_model.seconds(program, program.batch)
    first, cell = program.parameters[0], (0,) * len(program.tensors[program.parameters[0]].shape)
    cells = sum(min(20, program.tensors[n].size) for n in program.parameters)
    yield "checks", (PASSES_OF_CELL * cells * once, lambda: checking(done, program.parameters, 20))
    yield "nudges", (PASSES_OF_NUDGE * once, lambda: nudging(done, first, cell, 0.01))
    points = np.linspace(-1, 1, 41)
    yield "slices", (PASSES_OF_POINT * 41 * once, lambda: slicing(done, first, cell, points))
    yield "pulls", (forecast(program), lambda: pulling(done, first, cell))
    given = {"E": float(done["E"]) * 1.1}
    passes = gradings.PASSES * cost_model.iteration(program)
    yield "gradings", (passes, lambda: grading(experiment, given, 0, None))
    for target in ("csv", "numpy", "notebook"):
        count = program.size if target == "csv" else len(done.checkpoint.values)
        making = partial(targets[target].making, Moment(done, "t", words("en")))
        yield f"exports {target}", (WRITTEN * count + LINES, making)


if __name__ == "__main__":
    main()
