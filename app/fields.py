"""Fields of the models of what is posted, as the engine's settings describe themselves."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from dataclasses import Field as Setting
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

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
    return of, Field(default, ge=f.metadata.get("low"), le=f.metadata.get("high"))


def seed(description: str) -> Any:
    """A seed: 0, unless it is given."""
    return int, Field(0, ge=0, le=SEED_LIMIT, description=description)
