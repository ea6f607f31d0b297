"""Reading a body of bounded size: text, or JSON whose every value means one thing."""

import codecs
import json
import math
import re
from collections.abc import Callable, Sequence
from email.message import Message
from functools import lru_cache
from typing import Any

from starlette.requests import Request

from app.limits import Limits
from app.problems import KINDS, Fault, Problem

# A string may lack its end: then it runs to the end of the text and nothing is tried again,
# so that the search stays linear. The parser complains about it later.
_STRINGS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
_ALIKE = bytes.maketrans(b"{}", b"[]")
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))

JSON, CSV = "application/json", "text/csv"

Pointer = Callable[[Sequence[str | int]], str]


async def read(request: Request, limits: Limits) -> bytes:
    """The body of a request that says it is JSON; raises Problem: 413 too large, 415 not JSON."""
    _check_type(request, JSON)
    return await _read(request, limits.body_bytes)


def parse(body: bytes, limits: Limits, pointer: Pointer) -> Any:
    """The document in a body. `pointer` writes a path into it as a JSON pointer.

    Raises Problem: 400 for a bad encoding, bad syntax, depth, a field named twice, NaN or
    infinity. A number too large for float64 is infinite; whoever refuses it calls `check_plain`.
    """
    text = _decode(body)
    _check_depth(body, limits.json_depth)
    noted: list[Any] = []
    try:
        document = json.loads(
            text,
            object_pairs_hook=lambda pairs: _object(pairs, noted),
            parse_int=_integer,
            parse_constant=lambda _: _note(noted, math.nan),
        )
    except json.JSONDecodeError as error:
        raise Problem(
            "malformed-json",
            f"The JSON breaks off at line {error.lineno}, column {error.colno}.",
            line=error.lineno,
            column=error.colno,
        ) from None
    if "\\u" in text:
        _check_surrogates(document)
    if noted:
        check_plain(document, pointer)
    return document


def check_plain(document: Any, pointer: Pointer) -> None:
    """Raise Problem, 400, for the first field named twice or number that is not finite."""
    fault = _fault(document)
    if fault:
        slug, path = fault
        detail = KINDS[slug].title + "."
        raise Problem(slug, detail, [Fault(pointer=pointer(path[::-1]), detail=detail)])


async def read_text(request: Request, limits: Limits) -> str:
    """The table in the body, which may start with a byte order mark.

    Raises Problem: 413 too large, 415 not CSV, 400 not UTF-8.
    """
    _check_type(request, CSV)
    body = await _read(request, limits.body_bytes)
    return _decode(body.removeprefix(codecs.BOM_UTF8))


def _check_type(request: Request, wanted: str) -> None:
    said = request.headers.get("content-type", "")
    plain = request.headers.get("content-encoding", "identity") == "identity"
    if not plain or _kind(said[:200]) != (wanted, True):
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


async def _read(request: Request, limit: int) -> bytes:
    declared = request.headers.get("content-length", "0")
    if declared.isdecimal() and len(declared) < 20 and int(declared) > limit:
        raise _too_large(limit)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise _too_large(limit)
    return bytes(body)


def _too_large(limit: int) -> Problem:
    return Problem("too-large", f"A body may have {limit} bytes at most.", limit=limit)


def _decode(body: bytes) -> str:
    if body.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise Problem("bad-encoding", "The body starts with a byte order mark.")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(
            "bad-encoding", f"The byte at offset {error.start} is not UTF-8.", offset=error.start
        ) from None


def _check_depth(body: bytes, limit: int) -> None:
    brackets = left = _STRINGS.sub(b"", body).translate(_ALIKE, _NO_BRACKETS)
    for _ in range(limit):
        left = left.replace(b"[]", b"")  # the innermost
    depth = 0
    for bracket in brackets if left else b"":
        depth += 1 if bracket == ord("[") else -1
        if depth > limit:
            raise Problem("too-deep", f"Brackets may be nested {limit} deep at most.", limit=limit)


class _Twice(dict[str, Any]):
    """An object that names a field twice."""


def _object(pairs: list[tuple[str, Any]], noted: list[Any]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else _note(noted, _Twice(found))


def _note(noted: list[Any], value: Any) -> Any:
    noted.append(value)
    return value


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) < 19 else float(digits)


def _check_surrogates(document: Any) -> None:
    try:
        json.dumps(document, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise Problem("bad-encoding", "A \\u escape is half of a pair.") from None


def _fault(value: Any) -> tuple[str, list[str | int]] | None:
    """The first value that is no good, as problem type and path, last part first."""
    if isinstance(value, float):
        return None if math.isfinite(value) else ("not-finite", [])
    if isinstance(value, _Twice):
        return "duplicate-field", []
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, item in items:
        found = _fault(item)
        if found:
            found[1].append(key)
            return found
    return None
