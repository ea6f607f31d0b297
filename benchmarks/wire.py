"""Requests written by hand, each from an address and with a token of its own."""

import asyncio
import json


async def connected(port: int, address: str) -> asyncio.StreamWriter:
    """A connection from an address of this machine."""
    return (await asyncio.open_connection("127.0.0.1", port, local_addr=(address, 0)))[1]


async def ask(port: int, address: str, first: bytes, body: bytes) -> bool:
    """Whether a request is answered well; the answer is read to its end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(address, 0))
    try:
        writer.write(first + body)
        answer = await reader.readuntil(b"\r\n\r\n")
        length = answer.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length or 0))
        return answer.startswith(b"HTTP/1.1 200")
    finally:
        writer.transport.abort()


def posted(experiment: dict[str, object], **more: object) -> bytes:
    """A body."""
    return json.dumps({"experiment": experiment, **more}).encode()


def head(method: str, path: str, k: int, body: bytes = b"", who: str = "student") -> bytes:
    """The head of a request, with a token."""
    fields = ["Host: lab.test", f"X-Client-Token: {who}-{k:08}", f"Content-Length: {len(body)}"]
    if body:
        fields.append("Content-Type: application/json")
    return "\r\n".join([f"{method} {path} HTTP/1.1", *fields, "", ""]).encode()
