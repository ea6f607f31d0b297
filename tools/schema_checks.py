"""Checks of ours for schemathesis, which imports this file by its path.

What a schema cannot say is told with 422: which values fit together, and what takes too long. But
that a field is needed or unknown, or has another type, it can say, and must.
"""

import json

import schemathesis

_EMPTY: tuple[object, ...] = ([], {})
SAID = ("field is needed", "A field here is not known", "must be a ", "must be text", "must be an ")
"""In sentences about what any schema can say."""


@schemathesis.check  # type: ignore[untyped-decorator]
def schema_says_what_is_needed(ctx, response, case) -> None:  # type: ignore[no-untyped-def]
    """What the schema allows is never refused for a field that it does not speak of."""
    generated = case.meta and case.meta.generation.mode
    if response.status_code != 422 or not generated or not generated.is_positive:
        return
    for fault in json.loads(response.content).get("errors", []):
        said = [words for words in SAID if words in fault["detail"]]
        assert not said, f"the schema does not say: {fault['detail']} ({fault['pointer']})"


@schemathesis.hook  # type: ignore[untyped-decorator]
def filter_query(ctx, query) -> bool:  # type: ignore[no-untyped-def]
    """Leave out lists and objects that are empty: an address cannot say them, so what is sent
    has no such name and is good, while it is taken for bad.
    """
    return not any(value in _EMPTY for value in (query or {}).values())
