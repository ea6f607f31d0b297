"""Fields of the models of what is posted, as the engine's settings describe themselves."""

import re
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

from engine.random.seed import LENGTH
from engine.settings import Settings

STRICT = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False, validate_default=True)
SEED_LIMIT = 2**32 - 1
MOST = 10**18
"""Stands for every larger whole number: none is within the bounds of anything."""


def _whole(value: Any) -> Any:
    """JSON has one kind of number: 3.0 and 3e0 are the whole number 3."""
    if type(value) is float and value.is_integer():
        return int(min(max(value, -MOST), MOST))
    return value


def _told(value: Any) -> Any:
    """A text of a query that is a truth value; another stays a text, which is none."""
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def whole(**bounds: Any) -> Any:
    """The type of a whole number within bounds."""
    return Annotated[int, Field(**bounds), BeforeValidator(_whole)]


Whole = Annotated[int, BeforeValidator(_whole)]
Natural = Annotated[int, Field(ge=0), BeforeValidator(_whole)]
Positive = Annotated[int, Field(ge=1), BeforeValidator(_whole)]
Switch = Annotated[bool, Field(strict=True), BeforeValidator(_told)]
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
        of = whole(**within)
        return of if f.type is int else of | None, Field(default)
    if f.type is bool and query:
        return Switch, Field(default)
    return Literal[tuple(options)] if options else f.type, Field(default, **within)


def seed(description: str, *, query: bool = False) -> Any:
    """A seed: 0, unless it is given. In a query digits are a number, in JSON only a number is."""
    number: Any = Annotated[whole(ge=0, le=SEED_LIMIT), Tag("number")]
    text = Annotated[str, Field(min_length=1, max_length=LENGTH), Tag("text")]
    digits = re.compile(rf"[+-]?\d{{1,{LENGTH - 1}}}") if query else re.compile("$^")
    tell = Discriminator(
        lambda value: "text" if isinstance(value, str) and not digits.fullmatch(value) else "number"
    )
    return Annotated[number | text, tell], Field(0, description=description)
