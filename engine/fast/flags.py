"""Whether a number came about that is not finite: the processor's flags tell, at no cost.

An infinity from finite numbers raises its flag (overflow, division by zero), and so does what is
no number (invalid). NumPy looks at the flags behind each of its calls.
"""

from functools import cache

import numpy as np


class Flags:
    """`raised` is whether one was, in calls within `watching`."""

    raised = False

    @property
    def watching(self) -> np.errstate:
        """A context in which they are seen; each is entered once."""
        return np.errstate(
            over="call", divide="call", invalid="call", under="ignore", call=self._raise
        )

    def _raise(self, kind: str, flag: int) -> None:
        self.raised = True


@cache
def told() -> bool:
    """Whether they are told of products, too: not every library of them hands its flags on."""
    return all(_told_of(m, k, n) for m, k, n in ((1, 8, 1), (4, 3, 10), (64, 64, 64)))


def _told_of(m: int, k: int, n: int) -> bool:
    x, y, out = np.full((m, k), 1.0), np.full((k, n), 1.0), np.empty((m, n))
    x[-1], y[:, -1] = 1e200, 1e200
    flags = Flags()
    with flags.watching:
        x.dot(y, out)
    return flags.raised
