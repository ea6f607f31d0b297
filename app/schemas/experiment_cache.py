"""Experiments that were posted before are known: who watches a run posts the same one again."""

from collections.abc import Callable
from typing import Any, NamedTuple

from pydantic import BaseModel

from app.limits import Limits
from app.lru_cache import ByteLRU
from app.schemas import dataset_limits
from app.schemas.engine_values import key_of
from engine import Experiment
from engine.experiment.document import check_examples
from engine.run.checkpoint import carried

ROOM, EACH = 8 * 1024 * 1024, 16 * 1024
"""Bytes of all that are kept, and what one takes beside its numbers, about."""
TEXTS = 4 * 1024 * 1024
"""Bytes of the texts by which they are recognised."""


class Posted(NamedTuple):
    """The experiment of a request: one that is known, or its fields, which its model took."""

    key: bytes
    value: Experiment | BaseModel


class Experiments:
    """Those that were asked for last, checked and made, with what they have computed."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.cache = limits, ByteLRU[Experiment](ROOM)
        self.texts = ByteLRU[bytes](TEXTS)
        """Keys by the text in which an experiment was posted."""

    def recognise(self, text: bytes) -> Posted | None:
        """The experiment that this text is, if it was made before."""
        key = self.texts.get(text)
        made = key and self.cache.get(key)
        return Posted(key, made) if key and made else None

    def learn(self, text: bytes, posted: Posted) -> None:
        """Keep the text of an experiment, which must be valid JSON, to know it again."""
        if posted.key:
            self.texts.put(text, posted.key, len(text) + len(posted.key))

    def check(self, document: Any, by_model: Callable[[Any], BaseModel]) -> Posted:
        """A document that its model takes; one that is known was taken before."""
        if isinstance(document, Posted):  # recognised by its text
            return document
        key = key_of(document)
        return Posted(key, self.cache.get(key) or by_model(document))

    def make(self, posted: Posted) -> Experiment:
        """The experiment, its data drawn; raises InvalidExperiment, or Problem for a limit."""
        if isinstance(posted.value, Experiment):
            return posted.value
        given = {name: value for name, value in vars(posted.value).items() if value is not None}
        check_examples(given)
        made = Experiment(
            **given | {"layers": tuple(given["layers"]), "frozen": frozenset(given["frozen"])}
        )
        if made.data:
            dataset_limits.check(made.data, self.limits)
        if posted.key:
            numbers = 4 * len(posted.key) + 8 * carried(made.program(1))
            self.cache.put(posted.key, made, EACH + numbers)
        return made
