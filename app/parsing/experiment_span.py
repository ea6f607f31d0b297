"""Finds the text of an experiment in a body that begins with it, as those of the page do.

Only braces are counted, so what is found is an experiment where no text in it has a brace.
"""

import re

_BEGIN = re.compile(rb'\s*\{\s*"experiment"\s*:\s*(?=\{)')
MOST = 256
"""Closing braces that are looked at: an experiment of twelve layers has forty."""


def experiment_span(body: bytes) -> tuple[int, int] | None:
    """Where the experiment begins and ends; None where it does not come first, or never ends."""
    begin = _BEGIN.match(body)
    if not begin:
        return None
    end, depth = begin.end(), 0
    for _ in range(MOST):
        close = body.find(b"}", end)
        if close < 0:
            return None
        depth += body.count(b"{", end, close) - 1
        end = close + 1
        if depth == 0:
            return begin.end(), end
    return None
