"""Fields of the models of what is posted, as the engine's settings describe themselves."""

import re
from collections.abc import Mapping
from dataclasses import MISSING, fields
from dataclasses import Field as Setting
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, create_model

from engine.random.seed import LENGTH
from engine.settings import Settings

STRICT = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False, validate_default=True)
SEED_LIMIT = 2**32 - 1


def model(of: type[Settings], name: str, more: Mapping[str, Any]) -> type[BaseModel]:
    """The model of `{"kind": …, settings}`, and more fields beside them."""
    settings = {f.name: setting(f) for f in fields(of)}  # type: ignore[arg-type]
    kind: Any = (Literal[of.kind], ...)
    return create_model(name, __config__=STRICT, kind=kind, **settings, **more)


def setting(f: Setting[Any]) -> Any:
    """Type and bounds of one setting."""
    options = f.metadata.get("options")
    of = Literal[tuple(options)] if options else f.type
    default = ... if f.default is MISSING else f.default
    bounds = {"ge": "low", "le": "high", "max_length": "most"}
    told = {name: f.metadata.get(bound) for name, bound in bounds.items()}
    return of, Field(default, **{name: value for name, value in told.items() if value is not None})


def seed(description: str, *, query: bool = False) -> Any:
    """A seed: 0, unless it is given. In a query digits are a number, in JSON only a number is."""
    number = Annotated[int, Field(ge=0, le=SEED_LIMIT), Tag("number")]
    text = Annotated[str, Field(min_length=1, max_length=LENGTH), Tag("text")]
    digits = re.compile(rf"[+-]?\d{{1,{LENGTH - 1}}}") if query else re.compile("$^")
    tell = Discriminator(
        lambda value: "text" if isinstance(value, str) and not digits.fullmatch(value) else "number"
    )
    return Annotated[number | text, tell], Field(0, description=description)
