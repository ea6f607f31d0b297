"""What it costs to keep every value of every iteration, against an iteration that keeps none."""

from collections.abc import Callable
from importlib.util import find_spec

import numpy as np

from benchmarks import rivals, timing
from benchmarks.cases import CASES
from engine.train import Training


def line() -> str:
    """A sentence for the 2-4-4-1 network."""
    case = CASES[0]
    training, steps = Training(case.experiment), Training(case.experiment, fused=False)
    training.run(1)
    steps.run(1)
    contestants = {
        "plain": lambda: len(training.run(128)),
        "kept": timing.repeated(_keeping(steps)),
    }
    if find_spec("torch"):
        contestants |= {n: timing.repeated(s) for n, s in rivals.torch_steps(case).items()}
    found = timing.compare(contestants)
    text = f"everything kept, {case.name}: {found['kept'] * 1e6:.1f} µs, "
    text += f"{found['kept'] / found['plain']:.2f} × a plain iteration"
    if "torch, kept" in found:
        text += f"; torch keeps it in {found['torch, kept'] * 1e6:.0f} µs, "
        text += f"{found['torch, kept'] / found['kept']:.1f} × as long"
    return text


def _keeping(training: Training) -> Callable[[], None]:
    """An iteration by the readable steps, with a copy of their whole vector."""
    calls, (vector,) = training.current.calls, training.current.watched
    frames, at = np.empty((1000, vector.size)), [0]

    def step() -> None:
        for call in calls:
            call()
        frames[at[0]] = vector
        at[0] = (at[0] + 1) % len(frames)

    return step
