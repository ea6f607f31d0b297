"""JSON of moderate size goes out compressed to those who take it.

A class shares one access point: kinds and traces become a fifth. Longer answers would keep other
clients waiting while they are compressed, and streams must arrive line by line: both stay as
they are. Static files bring their own compression.
"""

import gzip

from starlette.types import Message, Scope

from app.http.negotiation import best

LEAST, MOST = 1024, 65536
"""Bytes of an answer that is worth the work, and of one that still takes less than half a ms."""
LEVEL, GZIP = 3, ("gzip",)


def is_fit(raw: list[tuple[bytes, bytes]]) -> bool:
    """Whether an answer with these headers is held back until its body is there."""
    told = dict(raw)
    length = int(told.get(b"content-length", b"0"))
    is_json = told.get(b"content-type", b"").endswith(b"json")
    return is_json and LEAST <= length <= MOST and b"content-encoding" not in told


def compressed(head: Message, body: Message, scope: Scope) -> Message:
    """The head that goes with the body, which is changed in place if the client takes gzip."""
    told = dict(head["headers"])
    varies = [told[b"vary"]] if b"vary" in told else []
    told[b"vary"] = b", ".join([*varies, b"Accept-Encoding"])
    takes = dict(scope["headers"]).get(b"accept-encoding", b"").decode("latin-1")
    if takes and best(takes, GZIP) and not body.get("more_body"):
        body["body"] = gzip.compress(body["body"], LEVEL, mtime=0)
        told[b"content-encoding"] = b"gzip"
        told[b"content-length"] = b"%d" % len(body["body"])
    return {**head, "headers": list(told.items())}
