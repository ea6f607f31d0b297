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


def wait_for_rest(counted: list[object], seconds: float = 0.25) -> int:
    """Wait until nothing more has been counted for some seconds; how much was."""
    before = -1

    def rests() -> bool:
        nonlocal before
        same, before = before == len(counted), len(counted)
        if not same:
            time.sleep(seconds)
        return same

    wait_until(rests)
    return before
