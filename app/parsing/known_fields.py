"""Which fields may stand at a place of a document, by its JSON schema."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]


class KnownFields:
    """Fields of the objects in documents of one schema."""

    def __init__(self, schema: Schema, definitions: Mapping[str, Schema]) -> None:
        """`definitions`: by the last part of the references to them."""
        self.schema, self.definitions = schema, definitions

    def at(self, path: Iterable[str | int]) -> set[str]:
        """Names of the fields at a path as a validator tells it: tags of alternatives are in it."""
        found = [*self._alternatives(self.schema)]
        for part in path:
            inner = [of for one in found for of in self._within(one, part)]
            tagged = [one for one in found if _kind(one) == part]
            found = inner or tagged or found
        return {name for one in found for name in one.get("properties", ())}

    def _within(self, one: Schema, part: str | int) -> Iterator[Schema]:
        inner = one.get("items") if isinstance(part, int) else one.get("properties", {}).get(part)
        if isinstance(inner, dict):
            yield from self._alternatives(inner)

    def _alternatives(self, schema: Schema) -> Iterator[Schema]:
        if "$ref" in schema:
            schema = self.definitions[schema["$ref"].rpartition("/")[2]]
        if "properties" in schema:  # what else it says is of their values
            yield schema
            return
        several = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
        for one in several:
            yield from self._alternatives(one)
        if not several:
            yield schema


def _kind(schema: Schema) -> Any:
    return schema.get("properties", {}).get("kind", {}).get("const")
