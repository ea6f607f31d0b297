"""Experiments that were posted before are known: who watches a run posts the same one again."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

from app.limits import Limits
from app.lru_cache import ByteLRU
from app.schemas import dataset_limits
from app.schemas.engine_values import key_of, text_of
from app.schemas.example_request import numbers_model
from engine import Experiment
from engine.experiment.document import check_examples

EACH = 16 * 1024
"""Bytes that one takes beside its numbers, about."""


class Variation(NamedTuple):
    """Other examples, or another seed, for an experiment that is known."""

    of: Experiment
    given: Mapping[str, Any]

    def value(self) -> Experiment:
        """The experiment that it is; raises InvalidExperiment."""
        written = {name: text_of(numbers) for name, numbers in self.given.items()}
        return self.of.varied({k: text for k, text in written.items() if text}, **self.given)


class Posted(NamedTuple):
    """The experiment of a request: one that is known, a variation of one, or its fields, which
    its model took.
    """

    key: bytes
    value: Experiment | Variation | BaseModel


class Experiments:
    """Those that were asked for last, checked and made, with what they have computed."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.cache = limits, ByteLRU[Experiment]()
        self.texts = ByteLRU[tuple[bytes, Any]]()
        """Keys by the text in which an experiment was posted, with what its reader noted of the
        text; a variation's key is its text.
        """
        self.templates = ByteLRU[tuple[Any, bytes, list[bytes]]]()
        """Requests without their experiment, its key, and the texts that the template leaves out:
        by model and template of the body.
        """
        self.numbers = numbers_model(limits)

    def recognise(self, text: bytes) -> tuple[Posted, Any] | None:
        """The experiment that this text is, if it was made before, and what was noted of it."""
        key, note = self.texts.get(text) or (text, None)
        made = self.cache.get(key)
        return (Posted(key, made), note) if made else None

    def learn(self, text: bytes, posted: Posted, note: Any) -> None:
        """Keep the text of an experiment, which must be valid JSON, to know it again."""
        self.texts.put(text, (posted.key, note), len(text) + len(posted.key))

    def vary(self, key: bytes, numbers: bytes, text: bytes) -> Posted | None:
        """A known experiment with other numbers, the text of a JSON object; None if it is known
        no more. `text` is all of the experiment that is posted. Raises ValidationError for
        numbers that their model does not take.
        """
        known = self.cache.get(key)
        if known is None:
            return None
        given = self.numbers.model_validate_json(numbers)
        fields = given.__dict__
        return Posted(text, Variation(known, {k: fields[k] for k in given.__pydantic_fields_set__}))

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
        if isinstance(posted.value, Variation):
            made, keep = posted.value.value(), self.cache.put_again
        else:
            made, keep = self._made(posted.value), self.cache.put
        if posted.key:
            keep(posted.key, made, EACH + 4 * len(posted.key) + 8 * made.network.carried)
        return made

    def _made(self, fields: BaseModel) -> Experiment:
        given = {name: value for name, value in vars(fields).items() if value is not None}
        check_examples(given)
        made = Experiment(
            **given | {"layers": tuple(given["layers"]), "frozen": frozenset(given["frozen"])}
        )
        if made.data:
            dataset_limits.check(made.data, self.limits)
        return made
