"""Reading a body of bounded size, of the type it has to be."""

from email.message import Message
from functools import lru_cache

from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive

from app.limits import Limits
from app.problems import Problem

JSON = "application/json"
TABLES = (
    "text/csv",
    "text/tab-separated-values",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/octet-stream",
)
"""Types of a table; what it is shows in what it holds."""

Headers = dict[bytes, bytes]
"""As ASGI gives them; to look one up in Starlette's takes longer."""


async def read(request: Request, limits: Limits) -> bytes:
    """The body of a request that says it is JSON; raises Problem: 413 too large, 415 not JSON."""
    return await body_of(dict(request.scope["headers"]), request.receive, limits.body_bytes, JSON)


async def read_table_body(request: Request, limits: Limits) -> bytes:
    """The table in the body, in any of the forms that tables have.

    Raises Problem: 413 too large, 415 no table.
    """
    limit = min(limits.body_bytes, limits.table_bytes)
    return await body_of(dict(request.scope["headers"]), request.receive, limit, *TABLES)


async def body_of(told: Headers, receive: Receive, limit: int, *wanted: str) -> bytes:
    """The body of an ASGI request with these headers, of one of these types.

    Raises Problem: 413 for more bytes than the limit, 415 for another type.
    """
    _check_type(told, *wanted)
    declared = told.get(b"content-length", b"0")
    if declared.isdigit() and len(declared) < 20 and int(declared) > limit:
        raise too_large(limit)
    parts, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        part, more = message.get("body", b""), message.get("more_body", False)
        parts.append(part)
        size += len(part)
        if size > limit:
            raise too_large(limit)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _check_type(told: Headers, *wanted: str) -> None:
    said = told.get(b"content-type", b"")[:200].decode("latin-1")
    plain = told.get(b"content-encoding", b"identity") == b"identity"
    kind, utf8 = _kind(said)
    if not plain or kind not in wanted or not utf8:
        raise Problem(
            "unsupported-media-type",
            f"The body must be sent plain, as UTF-8 where it is text, with Content-Type: "
            f"{' or '.join(wanted)}.",
            headers={"Accept": ", ".join(wanted), "Accept-Encoding": "identity"},
        )


@lru_cache(maxsize=64)
def _kind(content_type: str) -> tuple[str, bool]:
    """The media type, and whether it is said or understood to be UTF-8."""
    message = Message()
    message["content-type"] = content_type
    charset = str(message.get_param("charset", "utf-8")).lower()
    return message.get_content_type(), charset in ("utf-8", "utf8")


def too_large(limit: int) -> Problem:
    """The problem of a body with more bytes than that."""
    return Problem("too-large", f"A body may have {limit} bytes at most.", limit=limit)
