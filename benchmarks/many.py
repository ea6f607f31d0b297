"""A hundred runs from as many seeds: a network's share of an iteration of all, against it alone."""

from collections.abc import Iterator
from dataclasses import replace

from benchmarks import timing
from benchmarks.cases import Case
from engine import Experiment
from engine.lessons import LESSONS
from engine.run.many import ManyRuns
from engine.run.training import Training

RUNS, AT_A_TIME = 100, 8
CASES = {
    "2-2-1 tanh on XOR, 4 (lesson 15)": LESSONS["where-to-start"].scene().states["dice"],
    "2-4-4-1 tanh, 10": Case((2, 4, 4, 1), ("tanh",) * 3, 10).experiment,
    "2-8-8-8-1 tanh, 32": Case((2, 8, 8, 8, 1), ("tanh",) * 4, 32).experiment,
}


def table() -> Iterator[str]:
    """Lines of a table: microseconds of an iteration of one network, alone and in a stack."""
    yield f"| {RUNS} seeds, µs | alone | stacked | stacked / alone |"
    yield "|---" * 4 + "|"
    for name, of in CASES.items():
        found = timing.compare(_samples(replace(of, parameters={})), rounds=60)
        share = found["stacked"] / RUNS
        yield (
            f"| {name} | {found['alone'] * 1e6:.1f} | {share * 1e6:.2f} "
            f"| {share / found['alone']:.2f} |"
        )


def _samples(of: Experiment) -> dict[str, timing.Sample]:
    alone, stacked = Training(of), ManyRuns(of, range(RUNS))
    alone.run(1)
    stacked.run(1)
    return {
        "alone": lambda: len(alone.run(timing.RUN)),
        "stacked": lambda: stacked.run(AT_A_TIME).shape[1],
    }
