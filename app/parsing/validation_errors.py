"""Turns what a validator found into plain sentences with place, limit and nearest fit."""

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from app.problems import Fault, Problem
from engine import InvalidExperiment
from engine.settings import InvalidSetting

SHOWN = 10
"""Faults in one problem: nobody reads more, and thousands can be provoked."""

_OURS = re.compile(r"[A-Za-z]?\d{1,4}")
"""Parameters such as W1, and places in a list."""
_SENTENCES = {
    "missing": "This field is needed.",
    "union_tag_not_found": "This field is needed.",
    "float_type": "This must be a number.",
    "float_parsing": "This must be a number.",
    "finite_number": "This must be a finite number.",
    "int_type": "This must be a whole number.",
    "int_parsing": "This must be a whole number.",
    "int_parsing_size": "This must be a whole number.",
    "int_from_float": "This must be a whole number.",
    "string_type": "This must be text.",
    "bool_type": "This must be true or false.",
    "bool_parsing": "This must be true or false.",
    "list_type": "This must be a list.",
    "values_type": "This must be a list of numbers, or their float64 in base64.",
    "dict_type": "This must be an object.",
    "model_type": "This must be an object.",
    "model_attributes_type": "This must be an object.",
}

Path = Iterable[str | int]
Fields = Callable[[Path], set[str]]
"""The fields that may stand at a place."""


class Places:
    """Writes paths into a document as JSON pointers, with no word that is not ours."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = frozenset(names)

    def pointer(self, path: Path) -> str:
        """The pointer, which ends above the first name that nobody here chose."""
        text = ""
        for part in path:
            if not (isinstance(part, int) or part in self.names or _OURS.fullmatch(part)):
                break
            text += f"/{part}"
        return text

    def knowing(self, names: Iterable[str]) -> "Places":
        """The same, with more words that are ours."""
        return Places(self.names.union(names))

    def problem(
        self,
        error: ValidationError,
        document: Any,
        fields: Fields | None = None,
    ) -> Problem:
        """The problem of a document that the models refuse; `fields` are those that may stand at
        a place, all names unless told.
        """
        found = error.errors(include_url=False)[:SHOWN]
        known = fields or (lambda _: set(self.names))
        faults = [self._fault(dict(entry), document, known) for entry in found]
        return Problem(_slug(dict(found[0])), _sentence(faults[0]), faults)

    def misfit(self, error: InvalidExperiment, *under: str) -> Problem:
        """The problem of what does not fit together, found in a part of the document."""
        fault = self._misfit(error, under)
        return Problem("invalid", _sentence(fault), [fault])

    def _misfit(self, error: InvalidExperiment, under: Path) -> Fault:
        path = [*under, *error.pointer.split("/")[1:]]
        return self._say(path, _upper(error.message), error.limit, error.nearest)

    def _fault(self, entry: dict[str, Any], document: Any, fields: Fields) -> Fault:
        path, context = _path(entry, document), entry.get("ctx", {})
        match entry["type"]:
            case "extra_forbidden":
                nearest = _nearest(path[-1], fields(entry["loc"][:-1]))
                return self._say(path[:-1], "A field here is not known.", nearest=nearest)
            case "union_tag_invalid" | "union_tag_not_found" if "discriminator" in context:
                if not isinstance(_value(document, path), str):
                    path.append("kind")
            case "greater_than_equal":
                return self._bound(path, "at least", context["ge"])
            case "less_than_equal":
                return self._bound(path, "at most", context["le"])
            case "too_short":
                return self._length(path, "at least", context["min_length"], "entries")
            case "too_long":
                return self._length(path, "at most", context["max_length"], "entries")
            case "value_error" if isinstance(context["error"], InvalidSetting):
                of: InvalidSetting = context["error"]
                return self._say([*path, of.name], _upper(str(of)), of.limit, of.nearest)
            case "value_error" if isinstance(context["error"], InvalidExperiment):
                return self._misfit(context["error"], path[:1])
            case "number_form":
                detail = "A number is written as in JSON: no blanks, no +, no zeros before it."
                return self._say(path, detail, nearest=context["nearest"])
            case "string_too_long":
                return self._length(path, "at most", context["max_length"], "characters")
        expected = context.get("expected_tags") or context.get("expected")
        if expected:
            options = re.findall(r"'([^']*)'", expected)
            sentence = f"This must be one of {', '.join(options)}."
            return self._say(path, sentence, options, _nearest(_tag(entry), options))
        return self._say(path, _SENTENCES.get(entry["type"], "This does not fit here."))

    def _bound(self, path: Path, word: str, limit: float) -> Fault:
        return self._say(path, f"This must be {word} {limit:g}.", limit, limit)

    def _length(self, path: Path, word: str, limit: int, of: str) -> Fault:
        return self._say(path, f"This must have {word} {limit} {of}.", limit, limit)

    def _say(self, path: Path, detail: str, limit: Any = None, nearest: Any = None) -> Fault:
        return Fault(pointer=self.pointer(path), detail=detail, limit=limit, nearest=nearest)


def _upper(message: str) -> str:
    """What the engine says, as a sentence; a name such as b1 or cross_entropy stays as it is."""
    begin = message if message.split(" ", 1)[0].isalpha() else ""
    return begin[:1].upper() + message[len(begin[:1]) :] + "."


def _path(entry: Mapping[str, Any], document: Any) -> list[str | int]:
    """The validator's path without the tags of the alternatives it went through."""
    path: list[str | int] = []
    for part in entry["loc"]:
        inside = (
            isinstance(document, dict) and part in document
            if isinstance(part, str)
            else isinstance(document, list) and part < len(document)
        )
        if inside:
            document = document[part]
        if inside or (entry["type"] == "missing" and part == entry["loc"][-1]):
            path.append(part)
    return path


def _value(document: Any, path: Path) -> Any:
    """What stands at a path of the document as it was posted."""
    for part in path:
        document = document[part]
    return document


def _slug(entry: Mapping[str, Any]) -> str:
    kind = entry["type"]
    if kind == "union_tag_invalid" or (kind == "literal_error" and entry["loc"][-1] == "kind"):
        return "unknown-kind"
    bounds = ("than_equal", "too_long", "too_short")
    return "out-of-range" if kind.endswith(bounds) else "invalid"


def _tag(entry: Mapping[str, Any]) -> Any:
    given = entry["input"]
    return given.get("kind") if isinstance(given, dict) else given


def _nearest(given: Any, options: Iterable[str]) -> str | None:
    close = get_close_matches(given[:80], options, 1) if isinstance(given, str) else []
    return close[0] if close else None


def _sentence(fault: Fault) -> str:
    return f"At {fault.pointer}: {fault.detail}" if fault.pointer else fault.detail
