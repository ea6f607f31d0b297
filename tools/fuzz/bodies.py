"""Bodies and queries that are well-formed HTTP and bad all the same."""

import copy
import gzip
import json
from random import Random
from typing import Any

from tools.fuzz.case import Api, Case, Kind, request, size
from tools.fuzz.samples import BAD, FILLINGS, LITERALS, RAW, TEXTS, TYPES

MOST = 4 * 1024 * 1024
"""Bytes that a body may have."""


def target(random: Random, api: Api) -> tuple[str, Any]:
    """A path with a good body of it, which may be changed."""
    path = random.choice(list(api.orders))
    return path, copy.deepcopy(random.choice(api.orders[path]))


def place(random: Random, document: Any) -> tuple[Any, Any]:
    """Some list or object in a document, not empty, and a key of it."""
    while True:
        keys = list(document) if isinstance(document, dict) else range(len(document))
        key = random.choice(list(keys))
        deeper = document[key]
        if not (isinstance(deeper, dict | list) and deeper and random.random() < 0.8):
            return document, key
        document = deeper


def posted(path: str, document: Any) -> Case:
    """A document posted as JSON."""
    return Case(request(path, json.dumps(document).encode()))


def wrong_value(random: Random, api: Api) -> Case:
    """A good order with one to three values exchanged for bad ones."""
    path, order = target(random, api)
    for _ in range(random.randint(1, 3)):
        where, key = place(random, order)
        where[key] = copy.deepcopy(random.choice(BAD))
    return posted(path, order)


def wrong_literal(random: Random, api: Api) -> Case:
    """A good order with a number or text that JSON does not have, or no float64 holds."""
    path, order = target(random, api)
    where, key = place(random, order)
    where[key] = "@here"
    return Case(
        request(path, json.dumps(order).encode().replace(b'"@here"', random.choice(LITERALS)))
    )


def missing(random: Random, api: Api) -> Case:
    """A good order without something."""
    path, order = target(random, api)
    where, key = place(random, order)
    del where[key]
    return posted(path, order)


def unknown_names(random: Random, api: Api) -> Case:
    """Up to 29,000 fields that nothing has, anywhere in an order."""
    path, order = target(random, api)
    where, key = place(random, order)
    names = {f"n{k}": 0 for k in range(size(random, 29_000))}
    if isinstance(where, dict):
        where.update(names)
    else:
        where[key] = names
    return posted(path, order)


def many_empty(random: Random, api: Api) -> Case:
    """Up to 80,000 empty lists, objects, texts or nulls where something else belongs."""
    path, order = target(random, api)
    where, key = place(random, order)
    where[key] = [random.choice(([], {}, "", None, 0))] * size(random, 80_000)
    return posted(path, order)


def oversized(random: Random, api: Api) -> Case:
    """Tables of numbers beyond what an experiment may hold."""
    path, order = target(random, api)
    rows, columns = size(random, 3_000), size(random, 300)
    if isinstance(order.get("experiment"), dict):
        order["experiment"]["inputs"] = [[0] * columns] * min(rows, 400_000 // columns)
    return posted(path, order)


def too_large(random: Random, api: Api) -> Case:
    """More bytes than a body may have, announced or in chunks."""
    path, _ = target(random, api)
    body = b'{"a": "' + b"x" * (MOST + size(random, 2_000_000)) + b'"}'
    if random.random() < 0.5:
        return Case(request(path, body))
    head = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
    chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    return Case(request(path, method="POST", headers=head) + chunks)


def long_text(random: Random, api: Api) -> Case:
    """As many bytes as a body may have, nearly all of them one text, or a name."""
    path, _ = target(random, api)
    filling = random.choice(FILLINGS)
    text = filling * (size(random, MOST - 100) // len(filling))
    start, end = random.choice(((b'{"a":"', b'"}'), (b'{"', b'":0}'), (b'{"a":"', b"")))
    return Case(request(path, start + text + end))


def deep(random: Random, api: Api) -> Case:
    """Brackets in brackets, closed or not."""
    path, depth = random.choice(list(api.orders)), size(random, 200_000)
    opening, closing = random.choice([(b"[", b"]"), (b'{"a":', b"}"), (b'[{"a":', b"}]")])
    inner = opening * depth
    return Case(request(path, (inner + b"0" + closing * depth if random.random() < 0.7 else inner)))


def raw(random: Random, api: Api) -> Case:
    """Bodies that are no order at all, empty, cut off, or in another encoding."""
    path, order = target(random, api)
    whole = json.dumps(order).encode()
    body = random.choice([*RAW, random.randbytes(200), whole[: random.randrange(len(whole))]])
    return Case(request(path, body, method="POST"))


def other_type(random: Random, api: Api) -> Case:
    """Content types and encodings that are not read, with what they would hold or not."""
    path, order = target(random, api)
    body = json.dumps(order).encode()
    coding = random.choice(["gzip", "deflate", "br", "identity", "x", "gzip, gzip", ""])
    if coding == "gzip":
        body = gzip.compress(b"0" * size(random, 3_000_000), 9)
    lines = random.choice(["", f"Content-Encoding: {coding}\r\n"])
    return Case(request(path, body, kind=random.choice(TYPES) or "\t", headers=lines))


def bad_query(random: Random, api: Api) -> Case:
    """Parameters unknown, given twice, empty, not finite, or thousands of them."""
    path = random.choice(list(api.queries) or api.paths)
    known = api.queries.get(path) or ["a"]
    if random.random() < 0.3:
        count = size(random, 12_000)
        pairs = random.choice(([f"{k}=" for k in range(count)], ["a=1"] * count, ["&"] * count))
    else:
        names = random.choices([*known, "x", "%00", ""], k=random.randint(1, 6))
        pairs = [f"{name}={random.choice(TEXTS)}" for name in names]
    return Case(request(f"{path}?{'&'.join(pairs)}"))


def odd_path(random: Random, api: Api) -> Case:
    """Addresses near those there are."""
    path = random.choice(api.paths)
    odd = [
        f"{path}/",
        f"/{path}",
        f"{path}/..",
        f"/..{path}",
        f"{path}%00",
        f"{path}%2f",
        path.upper(),
    ]
    odd += [
        path[:-1] or "/",
        f"{path}/%ff",
        "/static/" + "../" * 9 + "etc",
        f"{path};a=b",
        "/%2e%2e/",
    ]
    return Case(request(random.choice(odd)))


def abandoned(random: Random, api: Api) -> Case:
    """A good order that is large, and nobody who waits for what comes of it."""
    path, order = target(random, api)
    if "iteration" in order and isinstance(order.get("experiment"), dict):
        order["iteration"] = random.choice([1_000, 5_000])
    return Case(request(path, json.dumps(order).encode()), owed=0)


KINDS: tuple[Kind, ...] = (
    *(wrong_value, wrong_literal, missing, unknown_names, many_empty, oversized, too_large),
    *(long_text, deep, raw, other_type, bad_query, odd_path, abandoned),
)
