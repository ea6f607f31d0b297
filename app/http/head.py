"""Bounds on the head of a request: its address, the names in its query, its headers, its host."""

from collections.abc import Iterable

from starlette.types import Scope

from app.http.hosts import Hosts
from app.limits import Limits
from app.problems import Problem

FIELD = 4
"""Bytes of a header field beside name and value: colon, space, carriage return, line feed."""


class HeadBounds:
    """Refuses a request by its head, before anything of it is read."""

    def __init__(self, limits: Limits, hosts: Hosts) -> None:
        self.limits, self.hosts = limits, hosts

    def check(self, scope: Scope) -> None:
        """Raise Problem for a request that is not within the bounds."""
        refusal = scope.get("extensions", {}).get("refusal")
        if refusal:  # the server has not read it as a request
            raise refusal
        query = scope["query_string"]
        path = scope.get("raw_path") or scope["path"]
        check_address(len(path) + len(query) + bool(query), self.limits)
        if query:
            check_query_names(query.count(b"&") + 1, self.limits)
        check_headers(scope["headers"], self.limits)
        self.hosts.check(scope)


def check_address(size: int, limits: Limits) -> None:
    """Raise Problem, 414, for an address of too many bytes."""
    if size > limits.url_bytes:
        detail = f"An address may have {limits.url_bytes} bytes at most, its query included."
        raise Problem("address-too-long", detail, limit=limits.url_bytes)


def check_query_names(count: int, limits: Limits) -> None:
    """Raise Problem, 414, for a query of too many names."""
    if count > limits.query_names:
        detail = f"A query may have {limits.query_names} names at most."
        raise Problem("address-too-long", detail, limit=limits.query_names)


def check_headers(headers: Iterable[tuple[bytes, bytes]], limits: Limits) -> None:
    """Raise Problem, 431, for too many header fields, or too many bytes in them."""
    sizes = [len(name) + len(value) + FIELD for name, value in headers]
    if len(sizes) > limits.header_count:
        detail = f"A request may have {limits.header_count} header fields at most."
        raise Problem("headers-too-large", detail, limit=limits.header_count)
    if sum(sizes) > limits.header_bytes:
        detail = f"The header fields may have {limits.header_bytes} bytes at most."
        raise Problem("headers-too-large", detail, limit=limits.header_bytes)
