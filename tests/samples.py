"""How many random cases a test draws: a sample, and all of them with `python -m tools.whole`."""

import os


def cases(sample: int, whole: int) -> int:
    """The size of the sample, or of the whole where it was asked for."""
    return whole if os.environ.get("BACKPROP_LAB_WHOLE") == "1" else sample
