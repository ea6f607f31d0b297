"""Fields of the models of what is posted, as the engine's settings describe themselves."""

import math
import re
import sys
from collections.abc import Mapping
from dataclasses import MISSING, fields
from dataclasses import Field as Setting
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    create_model,
)
from pydantic_core import PydanticCustomError

from engine.random.seed import LENGTH
from engine.settings import Settings

STRICT = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False, validate_default=True)
SEED_LIMIT = 2**32 - 1
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_DIGITS = re.compile(r"-?[0-9]{1,18}")
MOST = 10**18
"""Stands for every larger whole number: none is within the bounds of anything."""


def _whole(value: Any) -> Any:
    """JSON has one kind of number: 3.0 and 3e0 are the whole number 3."""
    if type(value) is float and value.is_integer():
        return int(min(max(value, -MOST), MOST))
    return value


def _number(value: Any) -> Any:
    """The number that a text of a query is in JSON; another text stays one, which is none."""
    if not isinstance(value, str):
        return value
    if _NUMBER.fullmatch(value):
        large = sys.float_info.max  # no bound is as large
        return int(value) if _DIGITS.fullmatch(value) else min(max(float(value), -large), large)
    try:
        meant = float(value)  # as Python reads it: with blanks, +, _ and digits of any script
    except ValueError:
        return value
    if not math.isfinite(meant):
        return value
    nearest = int(meant) if meant.is_integer() and abs(meant) < MOST else meant
    raise PydanticCustomError("number_form", "not as in JSON", {"nearest": nearest})


def _truth(value: Any) -> Any:
    """A text of a query that is a truth value; another stays a text, which is none."""
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def whole(*, query: bool = False, **bounds: Any) -> Any:
    """The type of a whole number within bounds."""
    read = (BeforeValidator(_whole), *([BeforeValidator(_number)] if query else []))
    return Annotated[(int, Field(**bounds), *read)]


Whole = Annotated[int, BeforeValidator(_whole)]
Natural = Annotated[int, Field(ge=0), BeforeValidator(_whole)]
Positive = Annotated[int, Field(ge=1), BeforeValidator(_whole)]
Switch = Annotated[bool, Field(strict=True), BeforeValidator(_truth)]
"""A truth value in a query, as in JSON: no 0 and 1, yes and no."""


def model(of: type[Settings], name: str, more: Mapping[str, Any]) -> type[BaseModel]:
    """The model of `{"kind": …, settings}`, and more fields beside them."""
    settings = {f.name: setting(f) for f in fields(of)}  # type: ignore[arg-type]
    kind: Any = (Literal[of.kind], ...)
    return create_model(name, __config__=STRICT, kind=kind, **settings, **more)


def setting(f: Setting[Any], *, query: bool = False) -> Any:
    """Type and bounds of one setting."""
    options = f.metadata.get("options")
    default = ... if f.default is MISSING else f.default
    bounds = {"ge": "low", "le": "high", "max_length": "most"}
    told = {name: f.metadata.get(bound) for name, bound in bounds.items()}
    within: dict[str, Any] = {name: value for name, value in told.items() if value is not None}
    if f.type in (int, int | None):
        of = whole(**within, query=query)
        return of if f.type is int else of | None, Field(default)
    if f.type is float and query:
        return Annotated[float, BeforeValidator(_number)], Field(default, **within)
    if f.type is bool and query:
        return Switch, Field(default)
    return Literal[tuple(options)] if options else f.type, Field(default, **within)


def seed(description: str, *, query: bool = False) -> Any:
    """A seed: 0, unless it is given. In a query digits are a number, in JSON only a number is."""
    number: Any = Annotated[whole(ge=0, le=SEED_LIMIT, query=query), Tag("number")]
    text = Annotated[str, Field(min_length=1, max_length=LENGTH), Tag("text")]
    digits = re.compile(rf"[+-]?\d{{1,{LENGTH - 1}}}") if query else re.compile("$^")
    tell = Discriminator(
        lambda value: "text" if isinstance(value, str) and not digits.fullmatch(value) else "number"
    )
    return Annotated[number | text, tell], Field(0, description=description)
