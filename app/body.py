"""Reading a body of bounded size, of the type it has to be."""

import codecs
from email.message import Message
from functools import lru_cache

from starlette.requests import Request

from app.limits import Limits
from app.plain_json import decode
from app.problems import Problem

JSON, CSV = "application/json", "text/csv"

Headers = dict[bytes, bytes]
"""As ASGI gives them; to look one up in Starlette's takes longer."""


async def read(request: Request, limits: Limits) -> bytes:
    """The body of a request that says it is JSON; raises Problem: 413 too large, 415 not JSON."""
    told = dict(request.scope["headers"])
    _check_type(told, JSON)
    return await _read(request, told, limits.body_bytes)


async def read_text(request: Request, limits: Limits) -> str:
    """The table in the body, which may start with a byte order mark.

    Raises Problem: 413 too large, 415 not CSV, 400 not UTF-8.
    """
    told = dict(request.scope["headers"])
    _check_type(told, CSV)
    body = await _read(request, told, min(limits.body_bytes, limits.table_bytes))
    return decode(body.removeprefix(codecs.BOM_UTF8))


def _check_type(told: Headers, wanted: str) -> None:
    said = told.get(b"content-type", b"")[:200].decode("latin-1")
    plain = told.get(b"content-encoding", b"identity") == b"identity"
    if not plain or _kind(said) != (wanted, True):
        raise Problem(
            "unsupported-media-type",
            f"The body must be UTF-8 text, sent plain with Content-Type: {wanted}.",
            headers={"Accept": wanted, "Accept-Encoding": "identity"},
        )


@lru_cache(maxsize=64)
def _kind(content_type: str) -> tuple[str, bool]:
    """The media type, and whether it is said or understood to be UTF-8."""
    message = Message()
    message["content-type"] = content_type
    charset = str(message.get_param("charset", "utf-8")).lower()
    return message.get_content_type(), charset in ("utf-8", "utf8")


async def _read(request: Request, told: Headers, limit: int) -> bytes:
    declared = told.get(b"content-length", b"0")
    if declared.isdigit() and len(declared) < 20 and int(declared) > limit:
        raise too_large(limit)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise too_large(limit)
    return bytes(body)


def too_large(limit: int) -> Problem:
    """The problem of a body with more bytes than that."""
    return Problem("too-large", f"A body may have {limit} bytes at most.", limit=limit)
