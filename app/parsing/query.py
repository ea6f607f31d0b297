"""Reading the query of an address with the same care as a body: what its texts say, JSON says."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar, get_origin

from pydantic import BaseModel, ValidationError
from starlette.datastructures import QueryParams

from app.parsing.validation_errors import Places
from app.problems import Fault, Problem

M = TypeVar("M", bound=BaseModel)


class Query(Generic[M]):
    """Reads queries as a model, whose lists are parameters that may be given several times.

    Its numbers and truth values are of the types of `app.schemas.fields` for a query.
    """

    def __init__(self, model: type[M]) -> None:
        self.model, fields = model, model.model_fields
        self.lists = {name for name, of in fields.items() if get_origin(of.annotation) is list}
        self.places = Places(fields)

    def read(self, query: QueryParams) -> M:
        """The model; raises Problem with every fault."""
        texts: dict[str, list[str]] = {}
        for key, text in query.multi_items():
            texts.setdefault(key, []).append(text)
        given = {key: self._value(key, values) for key, values in texts.items()}
        try:
            return self.model.model_validate(given)
        except ValidationError as error:
            raise self.places.problem(error, given) from None

    def parameters(self) -> dict[str, Any]:
        """The same for the OpenAPI document."""
        schema = self.model.model_json_schema()
        required = schema.get("required", [])
        return {
            "parameters": [
                {"name": name, "in": "query", "required": name in required, "schema": field}
                for name, field in schema["properties"].items()
            ]
        }

    def _value(self, key: str, values: Sequence[str]) -> Any:
        if key in self.lists:
            return list(values)
        if len(values) > 1:
            pointer = self.places.pointer([key])
            detail = "A parameter is given twice."
            raise Problem("duplicate-field", detail, [Fault(pointer=pointer, detail=detail)])
        return values[0]
