"""Validators that make engine values: what has the same JSON is made and checked once."""

import marshal
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from pydantic import BaseModel, WrapValidator
from pydantic_core import to_json

from engine import Layer
from engine.data.dataref import DataRef
from engine.op import Op

KNOWN = 512
"""Values that are kept: the ops of some hundred networks, each of a few hundred bytes."""


def key_of(document: Any) -> bytes:
    """Bytes that tell JSON values apart, also 1, 1.0 and true; none for one that is no JSON."""
    try:
        return marshal.dumps(document, 2)
    except ValueError:  # an object that names a field twice
        return b""


def text_of(numbers: Any) -> str | None:
    """JSON text of numbers as the engine writes it, in a tenth of the time; None where it writes
    them another way: very large and very small ones.
    """
    text = to_json(numbers).decode()
    return None if "e" in text or "0.0000" in text else text


def made(make: Callable[[Any], Any]) -> WrapValidator:
    """A validator whose value is what `make` makes of a model, or what it made of its JSON before.

    A ValueError of `make` becomes a fault of the model.
    """
    known: dict[bytes, Any] = {}

    def validate(document: Any, by_model: Callable[[Any], Any]) -> Any:
        key = key_of(document)
        value = known.get(key)
        if value is None:
            value = make(by_model(document))
            if len(known) == KNOWN:
                del known[next(iter(known))]
            if key:
                known[key] = value
        return value

    return WrapValidator(validate)


def settings_of(kind: type, given: BaseModel) -> Any:
    """The settings of a kind, of the fields of its model."""
    return kind(**{f.name: getattr(given, f.name) for f in fields(kind)})


def op_of(ops: Mapping[str, type[Op]]) -> Callable[[Any], Op]:
    """Makes ops of these kinds."""
    return lambda given: settings_of(ops[given.kind], given)


def layer_of(ops: Mapping[str, type[Op]]) -> Callable[[Any], Layer]:
    """Makes layers whose ops are of these kinds."""

    def make(given: Any) -> Layer:
        reads = None if given.reads is None else tuple(given.reads)
        return Layer(settings_of(ops[given.kind], given), given.activation, reads)

    return make


def data_of(kinds: Mapping[str, type]) -> Callable[[Any], DataRef]:
    """Makes references to data of these kinds."""
    return lambda given: DataRef(settings_of(kinds[given.kind], given), given.seed)
