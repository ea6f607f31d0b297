"""Reading settings from the query of an address, with the same care as from a body."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model
from starlette.datastructures import QueryParams

from app.limits import Limits
from app.parsing.validation_errors import Places
from app.problems import Fault, Problem
from app.schemas.fields import seed, setting
from engine.settings import InvalidSetting, Settings

_TEXT = ConfigDict(extra="forbid", allow_inf_nan=False)


class Query:
    """Reads settings of one kind and a seed; `lists` are parameters that hold names."""

    def __init__(
        self, settings: type[Settings], limits: Limits, lists: Mapping[str, str] | None = None
    ) -> None:
        lists = lists or {}
        name = Annotated[str, Field(max_length=limits.name_length)]
        self.settings, self.lists = settings, frozenset(lists)
        known: dict[str, Any] = {f.name: setting(f, query=True) for f in fields(settings)}  # type: ignore[arg-type]
        known["seed"] = seed("Decides all chance: a number, or a text.", query=True)
        for key, what in lists.items():
            known[key] = list[name], Field([], max_length=limits.width, description=what)
        self.model: type[BaseModel] = create_model(
            f"{settings.__name__}Query", __config__=_TEXT, **known
        )
        self.places = Places(self.model.model_fields)

    def read(self, query: QueryParams) -> tuple[Any, dict[str, Any]]:
        """The settings, and the seed and lists by name; raises Problem with every fault."""
        texts: dict[str, list[str]] = {}
        for key, text in query.multi_items():
            texts.setdefault(key, []).append(text)
        given = {key: self._value(key, values) for key, values in texts.items()}
        try:
            values = self.model.model_validate(given).model_dump()
        except ValidationError as error:
            raise self.places.problem(error, given) from None
        more = {key: values.pop(key) for key in ("seed", *self.lists)}
        try:
            return self.settings(**values), more
        except InvalidSetting as error:
            detail = f"This {str(error).removeprefix(error.name).strip()}."
            fault = Fault(
                pointer=f"/{error.name}", detail=detail, limit=error.limit, nearest=error.nearest
            )
            raise Problem("invalid", f"At {fault.pointer}: {detail}", [fault]) from None

    def parameters(self) -> list[dict[str, Any]]:
        """The same for the OpenAPI document."""
        schema = self.model.model_json_schema()["properties"]
        order = [*self.settings.schema()["properties"], *schema]
        return [
            {"name": name, "in": "query", "required": False, "schema": schema[name]}
            for name in dict.fromkeys(order)
            if name in schema
        ]

    def _value(self, key: str, values: Sequence[str]) -> Any:
        if key in self.lists:
            return list(values)
        if len(values) > 1:
            pointer = self.places.pointer([key])
            detail = "A parameter is given twice."
            raise Problem("duplicate-field", detail, [Fault(pointer=pointer, detail=detail)])
        return values[0]
