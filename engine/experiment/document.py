"""From JSON to the fields of an experiment: kinds become ops, and every fault has its place."""

import marshal
from collections.abc import Container, Mapping
from dataclasses import MISSING, fields
from functools import lru_cache
from typing import Any

from engine.data import datasets
from engine.data.dataref import TWICE, DataRef
from engine.ops import of_family
from engine.program.layer import Layer
from engine.settings import InvalidSetting
from engine.validation.validate import InvalidExperiment

OPTIONAL = {
    "schedule": "schedule",
    "clip": "clip",
    "penalty": "penalty",
    "initial": "initial",
    "initial_bias": "initial",
}
"""Fields that hold an op and may be left out, with its family."""

ADDED: dict[str, Any] = {
    "schedule": None,
    "clip": None,
    "penalty": None,
    "initial": {"kind": "glorot_uniform"},
    "initial_bias": {"kind": "zeros"},
    "input_gradient": False,
    "shuffle": True,
    "remainder": "use",
}
"""Fields that came later: at these values they leave the hash of an experiment as it was."""

EXAMPLES = ("inputs", "targets")
"""Fields that data stand in for."""

PLAIN = (
    *EXAMPLES, "learning_rate", "batch", "seed", "input_gradient", "shuffle", "remainder", "bugs",
)  # fmt: skip
"""Fields that are in JSON as they are here."""

_TYPES: dict[type, str] = {dict: "an object", list: "a list", str: "text"}


def read(data: Any, known: set[str]) -> dict[str, Any]:
    """The fields of an experiment; raises InvalidExperiment with the place of what is no good."""
    given = _of_type(dict, "", data)
    for name in sorted(map(str, set(given) - known)):
        raise InvalidExperiment(f"/{name}", "no field of an experiment has this name")
    for name in ("layers", "loss"):
        if name not in given:
            raise InvalidExperiment(f"/{name}", "this field is needed")
    check_examples({name for name, value in given.items() if name != "data" or value is not None})
    form = {k: v for k, v in given.items() if k not in PLAIN and k != "parameters"}
    try:
        ops = _known(marshal.dumps(form, 2))
    except ValueError:  # values that are not of JSON
        ops = _form(form)
    return {
        **ops,
        "parameters": _of_type(dict, "/parameters", given.get("parameters", {})),
        **{k: given[k] for k in PLAIN if k in given},
    }


def check_examples(given: Container[str]) -> None:
    """Of the fields that are given, either data or both inputs and targets are there.

    Raises InvalidExperiment.
    """
    for name in EXAMPLES:
        if "data" in given and name in given:
            raise InvalidExperiment("/data", TWICE)
        if not ("data" in given or name in given):
            message = "this field is needed, or data instead of inputs and targets"
            raise InvalidExperiment(f"/{name}", message)


@lru_cache(maxsize=256)
def _known(form: bytes) -> dict[str, Any]:
    """The same form again, with other numbers, has the same ops."""
    return _form(marshal.loads(form))  # noqa: S302 (written just before, by `read`)


def _form(given: dict[str, Any]) -> dict[str, Any]:
    """The fields that are made of ops."""
    layers = _of_type(list, "/layers", given["layers"])
    frozen = _of_type(list, "/frozen", given.get("frozen", []))
    return {
        "layers": tuple(_layer(f"/layers/{k}", layer) for k, layer in enumerate(layers)),
        "loss": _op("/loss", "loss", given["loss"]),
        "optimizer": _op("/optimizer", "optimizer", given.get("optimizer", "sgd")),
        "frozen": frozenset(_of_type(str, f"/frozen/{k}", n) for k, n in enumerate(frozen)),
        **{k: _optional(k, given[k]) for k in OPTIONAL if k in given},
        **({} if given.get("data") is None else {"data": _data(given["data"])}),
    }


def _of_type(kind: type, pointer: str, value: Any) -> Any:
    if not isinstance(value, kind):
        raise InvalidExperiment(pointer, f"{_TYPES[kind]} is needed here")
    return value


def _layer(pointer: str, data: Any) -> Layer:
    settings = dict(_of_type(dict, pointer, data))
    activation, reads = settings.pop("activation", None), settings.pop("reads", None)
    op = _op(pointer, "layer", settings)
    if activation is not None:
        activation = _op(f"{pointer}/activation", "activation", activation)
    if reads is not None:
        reads = tuple(_of_type(list, f"{pointer}/reads", reads))
    return Layer(op, activation, reads)


def _optional(name: str, data: Any) -> Any:
    none = data is None and ADDED[name] is None
    return None if none else _op(f"/{name}", OPTIONAL[name], data)


def _op(pointer: str, family: str, data: Any) -> Any:
    """The op of `{"kind": …, settings}`, or of its kind alone."""
    settings = {"kind": data} if isinstance(data, str) else dict(_of_type(dict, pointer, data))
    return _made(pointer, of_family(family), settings)


def _data(data: Any) -> DataRef:
    """The data of `{"kind": …, "seed": …, settings}`."""
    settings = dict(_of_type(dict, "/data", data))
    seed = settings.pop("seed", 0)
    return DataRef(_made("/data", datasets, settings), seed)


def _made(pointer: str, kinds: Mapping[str, type], settings: dict[str, Any]) -> Any:
    """What a kind makes of its settings."""
    kind = settings.pop("kind", None)
    if not isinstance(kind, str) or kind not in kinds:
        message = f"the kind must be one of {', '.join(kinds)}"
        raise InvalidExperiment(f"{pointer}/kind", message, list(kinds))
    allowed = {f.name: f.default is MISSING for f in fields(kinds[kind])}
    if not settings.keys() <= allowed.keys():
        takes = ", ".join(allowed) or "no settings"
        raise InvalidExperiment(pointer, f"{kind} takes {takes}", list(allowed))
    for name, needed in allowed.items():
        if needed and name not in settings:
            raise InvalidExperiment(f"{pointer}/{name}", "this setting is needed")
    try:
        return kinds[kind](**settings)
    except InvalidSetting as error:
        place = f"{pointer}/{error.name}"
        raise InvalidExperiment(place, str(error), error.limit, error.nearest) from None
