"""Experiments that were posted before are known: who watches a run posts the same one again."""

import marshal
from collections.abc import Callable
from typing import Any, NamedTuple

from app import drawn
from app.kept import Kept
from app.limits import Limits
from engine import Experiment
from engine.checkpoint import carried

ROOM, EACH = 8 * 1024 * 1024, 16 * 1024
"""Bytes of all that are kept, and what one takes beside its numbers, about."""


class Posted(NamedTuple):
    """The JSON of an experiment that its model takes, and the same as bytes."""

    document: dict[str, Any]
    key: bytes


class Experiments:
    """Those that were asked for last, checked and made, with what they have computed."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.kept = limits, Kept[Experiment](ROOM)

    def check(self, document: Any, by_model: Callable[[Any], Any]) -> Posted:
        """A document that its model takes; one that is known was taken before."""
        try:
            key = marshal.dumps(document, 2)
        except ValueError:  # an object that names a field twice
            key = b""
        if self.kept.get(key) is None:
            by_model(document)
        return Posted(document, key)

    def make(self, posted: Posted) -> Experiment:
        """The experiment, its data drawn; raises InvalidExperiment, or Problem for a limit."""
        known = self.kept.get(posted.key)
        if known:
            return known
        made = Experiment.from_json(posted.document)
        if made.data:
            drawn.check(made.data, self.limits)
        if posted.key:
            numbers = 4 * len(posted.key) + 8 * carried(made.program(1))
            self.kept.put(posted.key, made, EACH + numbers)
        return made
