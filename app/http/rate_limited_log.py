"""Log lines that a client can provoke, at most one a second."""

import logging
import time

log = logging.getLogger("backprop_lab")


class Rarely:
    """Logs a warning at most once a second and counts those left out since the last one."""

    def __init__(self, seconds: float = 1.0) -> None:
        self.seconds, self.next, self.left_out = seconds, 0.0, 0

    def warn(self, text: str) -> None:
        """Log the text, unless another came less than a second ago."""
        now = time.monotonic()
        if now < self.next:
            self.left_out += 1
            return
        more = f" ({self.left_out} more since the last line)" if self.left_out else ""
        log.warning("%s%s", text, more)
        self.next, self.left_out = now + self.seconds, 0
