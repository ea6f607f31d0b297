"""Settings are a frozen value of some kind: hyperparameters with bounds, JSON and schema."""

import json
import math
import re
from dataclasses import MISSING, field, fields
from functools import cached_property
from json.encoder import encode_basestring_ascii as _quoted
from typing import Any, ClassVar

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


def write(value: Any) -> str:
    """Plain values as JSON text: equal values give equal text."""
    if value is None:
        return "null"
    if type(value) is bool:
        return "true" if value else "false"
    if type(value) is str:
        return _quoted(value)
    alone = type(value) is int or (type(value) is float and math.isfinite(value))
    if not alone and not value and type(value) is list:
        return "[]"
    return repr(value) if alone else _encode(value)  # an encoder is made anew for each value


class Settings:
    """A value told by its kind and its hyperparameters."""

    kind: ClassVar[str]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "kind" not in cls.__dict__:
            cls.kind = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", cls.__name__).lower()

    def __post_init__(self) -> None:
        for f in fields(self):  # type: ignore[arg-type]
            object.__setattr__(self, f.name, _checked(f, getattr(self, f.name)))

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """JSON schema of its hyperparameters."""
        properties: dict[str, Any] = {"kind": {"const": cls.kind}}
        required = ["kind"]
        for f in fields(cls):  # type: ignore[arg-type]
            properties[f.name] = _field_schema(f)
            if f.default is MISSING:
                required.append(f.name)
        return {
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }

    def to_json(self) -> dict[str, Any]:
        """Its kind and hyperparameters."""
        values = {f.name: getattr(self, f.name) for f in fields(self)}  # type: ignore[arg-type]
        return {"kind": self.kind} | {k: v for k, v in values.items() if v is not None}

    @cached_property
    def text(self) -> str:
        """`to_json` as text, keys sorted."""
        return write(self.to_json())


class InvalidSetting(ValueError):
    """A hyperparameter that does not fit: its name, why, the limit and the nearest fit."""

    def __init__(self, name: str, why: str, limit: Any = None, nearest: Any = None) -> None:
        super().__init__(f"{name} {why}")
        self.name, self.limit, self.nearest = name, limit, nearest


def bounded(
    default: Any = MISSING,
    *,
    low: float | None = None,
    high: float | None = None,
    symbol: str | None = None,
) -> Any:
    """A numeric hyperparameter with the smallest and largest value it may take.

    `symbol` is its LaTeX in formulas; without one a float is called by its name: `\\alpha`.
    """
    return field(default=default, metadata={"low": low, "high": high, "symbol": symbol})


def choice(default: str, *options: str) -> Any:
    """A hyperparameter that takes one of a few names."""
    return field(default=default, metadata={"options": (default, *options)})


def text(default: Any = MISSING, *, most: int) -> Any:
    """A hyperparameter that is a text of at most so many characters."""
    return field(default=default, metadata={"most": most})


def is_number(value: Any) -> bool:
    """Whether it is a finite number that float64 can hold; true and false are none."""
    try:
        return not isinstance(value, bool) and math.isfinite(value)
    except (TypeError, OverflowError):
        return False


def _type(f: Any) -> Any:
    """The type of a hyperparameter, also of one that may be left out (`int | None`)."""
    return next((kind for kind in (bool, int, float, str) if f.type in (kind, kind | None)), f.type)


def _checked(f: Any, value: Any) -> Any:
    """The value of a hyperparameter in its own type; raises InvalidSetting if it does not fit."""
    if value is None and f.default is None:
        return None
    low, high, options = (f.metadata.get(k) for k in ("low", "high", "options"))
    kind = _type(f)
    if options is not None:
        if value not in options:
            raise InvalidSetting(f.name, f"must be one of {', '.join(options)}", list(options))
        return value
    if kind is bool:
        if not isinstance(value, bool):
            raise InvalidSetting(f.name, "must be true or false", [False, True])
        return value
    if kind is str:
        most = f.metadata["most"]
        if not isinstance(value, str):
            raise InvalidSetting(f.name, "must be a text")
        if len(value) > most:
            raise InvalidSetting(f.name, f"must have at most {most} characters", most)
        return value
    if not is_number(value):
        raise InvalidSetting(f.name, "must be a finite number")
    if kind is int and value != int(value):
        raise InvalidSetting(f.name, "must be a whole number", nearest=round(value))
    if low is not None and value < low:
        raise InvalidSetting(f.name, f"must be at least {low}", low, low)
    if high is not None and value > high:
        raise InvalidSetting(f.name, f"must be at most {high}", high, high)
    return kind(value) or kind(0)  # -0.0 is 0.0: what is equal must be the same


_JSON_TYPES = {int: "integer", float: "number", bool: "boolean", str: "string"}
_BOUNDS = (("minimum", "low"), ("maximum", "high"), ("maxLength", "most"))


def _field_schema(f: Any) -> dict[str, Any]:
    if "options" in f.metadata:
        out: dict[str, Any] = {"enum": list(f.metadata["options"])}
    else:
        out = {"type": _JSON_TYPES[_type(f)]}
        for key, bound in _BOUNDS:
            if f.metadata.get(bound) is not None:
                out[key] = f.metadata[bound]
    if f.default is not MISSING and f.default is not None:
        out["default"] = f.default
    return out
