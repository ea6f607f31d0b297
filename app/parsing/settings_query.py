"""Settings of one kind, a seed and lists of names in the query of an address."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Annotated, Any

from pydantic import BaseModel, Field, create_model
from starlette.datastructures import QueryParams

from app.limits import Limits
from app.parsing.query import Query
from app.problems import Fault, Problem
from app.schemas.fields import STRICT, seed, setting
from engine.settings import InvalidSetting, Settings


class SettingsQuery:
    """Reads settings of one kind and a seed; `lists` are parameters that hold names."""

    def __init__(
        self, settings: type[Settings], limits: Limits, lists: Mapping[str, str] | None = None
    ) -> None:
        lists = lists or {}
        name = Annotated[str, Field(max_length=limits.name_length)]
        self.settings, self.more = settings, ("seed", *lists)
        known: dict[str, Any] = {f.name: setting(f, query=True) for f in fields(settings)}  # type: ignore[arg-type]
        known["seed"] = seed("Decides all chance: a number, or a text.", query=True)
        for key, what in lists.items():
            known[key] = list[name], Field([], max_length=limits.width, description=what)
        order = [*settings.schema()["properties"], *known]
        known = {key: known[key] for key in dict.fromkeys(order) if key in known}
        title = f"{settings.__name__}Query"
        self.query = Query[BaseModel](create_model(title, __config__=STRICT, **known))
        self.parameters = self.query.parameters()

    def read(self, query: QueryParams) -> tuple[Any, dict[str, Any]]:
        """The settings, and the seed and lists by name; raises Problem with every fault."""
        values = self.query.read(query).model_dump()
        more = {key: values.pop(key) for key in self.more}
        try:
            return self.settings(**values), more
        except InvalidSetting as error:
            detail = f"This {str(error).removeprefix(error.name).strip()}."
            fault = Fault(
                pointer=f"/{error.name}", detail=detail, limit=error.limit, nearest=error.nearest
            )
            raise Problem("invalid", f"At {fault.pointer}: {detail}", [fault]) from None
