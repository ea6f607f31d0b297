"""JSON whose every value means one thing, from bytes that nobody should trust."""

import json
import math
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from pydantic_core import from_json

from app.limits import Limits
from app.problems import KINDS, Fault, Problem

# A string may lack its end: then it runs to the end of the text and nothing is tried again,
# so that the search stays linear. The parser complains about it later.
_STRINGS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
_ALIKE = bytes.maketrans(b"{}", b"[]")
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_ESCAPE = 6
"""Bytes that an escape counts: as many as \\u0041 has, for each takes a parser its time."""
# A run of digits is looked at from its beginning alone, so that the search stays linear.
_PERHAPS_INFINITE = re.compile(rb"[eE]\+?\d{3}|(?<!\d)\d{300}")
_LONG = re.compile(rb"(?<!\d)\d{19}")
_LARGE = 10**18
"""Whole numbers from here on are read as floats: int() takes long for long ones."""
_STRETCH = 1000
"""Entries of a list that are looked at as one."""

Pointer = Callable[[Sequence[str | int]], str]


def parse(body: bytes, limits: Limits, pointer: Pointer) -> Any:
    """The document in a body. `pointer` writes a path into it as a JSON pointer.

    Raises Problem: 413 for too much beside texts; 400 for a bad encoding, bad syntax, depth, a
    field named twice, NaN or infinity. A number too large for float64 is infinite; whoever
    refuses it calls `check_plain`.
    """
    bare = _bare(body, limits.json_bytes)
    _check_depth(bare, limits.json_depth)
    _check_count(bare.count(b":") + bare.count(b"{"), "names and objects", limits.json_names)
    _check_count(bare.count(b"["), "lists", limits.json_lists)
    return _read(body, bare, pointer)


def parse_modest(body: bytes, load: "Load", limits: Limits, pointer: Pointer) -> Any:
    """The same of a body whose load, which is this, is known to be modest."""
    if load.names + load.lists > limits.json_depth:
        _check_depth(_without_texts(body), limits.json_depth)
    return _read(body, body, pointer)


def _read(body: bytes, bare: bytes, pointer: Pointer) -> Any:
    try:
        return _quickly(body, bare)
    except ValueError:
        return _carefully(body, pointer)


def _bare(body: bytes, limit: int) -> bytes:
    """The body with its texts empty. What is left takes a parser time; a text is copied at once.

    Raises Problem where more is left than the limit.
    """
    large = len(body) > limit
    spare = limit - _ESCAPE * body.count(b"\\")
    if large and body.count(b'"') > spare:
        raise _too_large(limit)
    bare = _without_texts(body)
    if large and len(bare) > spare:
        raise _too_large(limit)
    return bare


def _without_texts(body: bytes) -> bytes:
    return _STRINGS.sub(b'""', body) if b"\\" in body else b'""'.join(body.split(b'"')[::2])


def _too_large(limit: int) -> Problem:
    return Problem("too-large", f"JSON may have {limit} bytes beside its texts.", limit=limit)


def _check_count(count: int, of: str, limit: int) -> None:
    if count > limit:
        raise Problem("too-large", f"JSON may have {limit} {of} at most.", limit=limit)


def has_braces_in_texts(body: bytes) -> bool:
    """Whether a brace in a body may be part of a text."""
    if b"\\" in body:
        return True
    bare = _without_texts(body)
    return any(bare.count(brace) != body.count(brace) for brace in (b"{", b"}"))


class Load(NamedTuple):
    """What a text makes a parser do, the insides of its texts counted too."""

    size: int
    names: int
    lists: int

    def is_modest(self, rest: "Load", limits: Limits) -> bool:
        """Whether it and the rest of a body are within the bounds of `parse`, but for depth."""
        return (
            self.size + rest.size <= limits.json_bytes
            and self.names + rest.names <= limits.json_names
            and self.lists + rest.lists <= limits.json_lists
        )


NOTHING = Load(0, 0, 0)


def load_of(text: bytes) -> Load:
    """The load of a text."""
    return Load(len(text), text.count(b":") + text.count(b"{"), text.count(b"["))


def is_finite(body: bytes) -> bool:
    """Whether no number in a body can be too large for float64, at a glance."""
    return not _PERHAPS_INFINITE.search(_without_texts(body))


def _quickly(body: bytes, bare: bytes) -> Any:
    """The document, several times as fast; raises ValueError if it might be no good.

    A field named twice leaves more colons outside the strings than there are names. `bare` is the
    body with its strings empty, or as it is.
    """
    document = from_json(body, allow_inf_nan=False)
    if b"\\" in body:
        raise ValueError
    names = _names(document)
    if names != bare.count(b":") and names != _without_texts(bare).count(b":"):
        raise ValueError
    return document


def _names(value: Any) -> int:
    """How many names the objects in a document have, as far as one would look for objects."""
    if type(value) is dict:
        found = len(value)
        for item in value.values():
            if type(item) is dict or type(item) is list:
                found += _names(item)
            elif type(item) is int and abs(item) >= _LARGE:
                raise ValueError
        return found
    plain = type(value) is not list or not value or type(value[0]) is not dict
    return 0 if plain else sum(map(_names, value))


def _carefully(body: bytes, pointer: Pointer) -> Any:
    text, noted = decode(body), list[Any]()
    try:
        document = json.loads(
            text,
            object_pairs_hook=lambda pairs: _object(pairs, noted),
            parse_int=_integer if _LONG.search(body) else None,
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


def decode(body: bytes) -> str:
    """The text of a body; raises Problem: 400 not UTF-8, or with a byte order mark."""
    if body.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise Problem("bad-encoding", "The body starts with a byte order mark.")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(
            "bad-encoding", f"The byte at offset {error.start} is not UTF-8.", offset=error.start
        ) from None


def _check_depth(bare: bytes, limit: int) -> None:
    """`bare` is the body without its strings."""
    brackets = left = bare.translate(_ALIKE, _NO_BRACKETS)
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
    return int(digits) if len(digits.lstrip("-")) < len(str(_LARGE)) else float(digits)


def _check_surrogates(document: Any) -> None:
    try:
        json.dumps(document, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise Problem("bad-encoding", "A \\u escape is half of a pair.") from None


def _doubtful(values: list[Any]) -> Iterator[tuple[int, Any]]:
    """Entries with their places, but for stretches that are finite numbers and nothing else."""
    for at in range(0, len(values), _STRETCH):
        part = values[at : at + _STRETCH]
        try:
            finite = math.isfinite(sum(part, 0.0))
        except (TypeError, OverflowError):
            finite = False
        if not finite:
            yield from enumerate(part, at)


def _fault(value: Any) -> tuple[str, list[str | int]] | None:
    """The first value that is no good, as problem type and path, last part first."""
    if isinstance(value, int | float):
        return None if abs(value) <= sys.float_info.max else ("not-finite", [])
    if isinstance(value, _Twice):
        return "duplicate-field", []
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = _doubtful(value)
    for key, item in items:
        found = _fault(item)
        if found:
            found[1].append(key)
            return found
    return None
