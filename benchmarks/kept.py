"""What it costs to keep every value of every iteration, against an iteration that keeps none."""

from importlib.util import find_spec

from benchmarks import rivals, timing
from benchmarks.cases import CASES
from engine import History, Training


def line() -> str:
    """A sentence for the 2-4-4-1 network."""
    case = CASES[0]
    training, history = Training(case.experiment), History(case.experiment, keep=1000)
    training.run(1)
    history.run(1)
    contestants = {
        "plain": lambda: len(training.run(timing.RUN)),
        "kept": lambda: len(history.run(timing.RUN)),
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
