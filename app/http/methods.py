"""HEAD and OPTIONS, as RFC 9110 has them (9.3.2, 9.3.7), for every address."""

from collections.abc import Mapping
from typing import Any

from starlette.routing import BaseRoute, Match
from starlette.types import Scope

ASKED = ("GET", "POST")
"""Methods that routes answer; the others follow from them. HEAD is GET without the content."""


def allowed(routes: list[BaseRoute], scope: Scope, documented: Mapping[str, Any]) -> list[str]:
    """The methods of the address that a request is for.

    `documented` has the paths of the OpenAPI document: one that is written out there
    (`lessons/marks`) is not one of those with a name in it (`lessons/{id}`), whose route it meets.
    """
    path = documented.get(scope["path"].removeprefix(scope.get("root_path", "")))
    found = [
        method
        for method in ASKED
        if (method.lower() in path if path else _matches(routes, {**scope, "method": method}))
    ]
    return [*found, *(["HEAD"] if "GET" in found else []), "OPTIONS"]


def _matches(routes: list[BaseRoute], scope: Scope) -> bool:
    return any(route.matches(scope)[0] is Match.FULL for route in routes)
