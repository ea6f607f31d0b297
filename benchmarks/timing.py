"""Times contestants in turn, in processor time, so that what else runs falls on none of them."""

from collections.abc import Callable, Mapping
from statistics import median
from time import process_time

Sample = Callable[[], int]
"""Runs some iterations and says how many."""

Step = Callable[[], object]

ROUNDS = 200
RUN = 128
"""Iterations of the engine at a time, and of what it is measured against by a ratio."""
SHORT = 200e-6
"""Seconds of one sample: shorter than the slice of time an operating system gives."""


def repeated(step: Step, count: int | None = None) -> Sample:
    """A sample of so many steps, or of as many as fit into a short time.

    What is set against each other by a ratio needs the same count: who runs alone for longer has
    more of its numbers in the cache.
    """
    for _ in range(3):
        step()
    begin = process_time()
    step()
    number = count or max(1, round(SHORT / (process_time() - begin)))

    def sample() -> int:
        for _ in range(number):
            step()
        return number

    return sample


def compare(samples: Mapping[str, Sample], rounds: int = ROUNDS) -> dict[str, float]:
    """Median seconds of one iteration of each contestant, who take turns."""
    times: dict[str, list[float]] = {name: [] for name in samples}
    for _ in range(rounds):
        for name, sample in samples.items():
            begin = process_time()
            count = sample()
            times[name].append((process_time() - begin) / count)
    return {name: median(found) for name, found in times.items()}
