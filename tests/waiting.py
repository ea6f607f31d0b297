"""Waits for a state, not for a time: on a busy machine everything comes later."""

import time
from collections.abc import Callable

PATIENCE = 60
"""Seconds after which it is stuck."""


def wait_until(holds: Callable[[], object]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)
