"""`python benchmarks/web.py` measures `POST traces` against a bare ASGI hello in the same run.

Two servers of one worker each, on 127.0.0.1 alone; 32 connections of a client without a
library, each sending its next request when it has its answer. The servers take turns, a fixed
number of requests at a time, and the medians of the rounds are compared.
"""

import asyncio
import json
import sys
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.servers import LAB, serving

CONNECTIONS = 32
REQUESTS = 1600
ROUNDS = 9
QUESTIONS = {
    "hello": ("hello", "/", False),
    "a trace, asked again": ("lab", "/api/v1/traces", False),
    "a trace, always another": ("lab", "/api/v1/traces", True),
}


def main() -> None:
    """Start both servers, ask them in turns, print the medians."""
    rates: dict[str, list[float]] = {name: [] for name in QUESTIONS}
    worked = dict.fromkeys(QUESTIONS, 0.0)
    seeds = count()
    with serving("benchmarks.hello:hello", "--lifespan", "off") as hello, serving(*LAB) as lab:
        servers = {"hello": hello, "lab": lab}
        for _ in range(ROUNDS):
            for name, (asked, path, fresh) in QUESTIONS.items():
                sent = [request(path, next(seeds) if fresh else 0) for _ in range(REQUESTS)]
                server = servers[asked]
                before = server.cpu_seconds
                rates[name].append(asyncio.run(load(server.port, sent)))
                worked[name] += server.cpu_seconds - before
    each = {name: time / (ROUNDS * REQUESTS) for name, time in worked.items()}
    for name, found in rates.items():
        rate = (
            f"{median(found):7.0f} requests a second, {median(found) / median(rates['hello']):.0%}"
        )
        if each["hello"]:
            rate += f"; {each[name] * 1e6:6.0f} µs of the server, {each['hello'] / each[name]:.0%}"
        print(f"{name:24}{rate}")


def experiment() -> dict[str, object]:
    """2-4-4-1 tanh on ten examples."""
    layers = [{"kind": "dense", "units": n, "activation": {"kind": "tanh"}} for n in (4, 4, 1)]
    inputs = [[round(0.1 * k - 0.5, 1), round(0.5 - 0.07 * k, 2)] for k in range(10)]
    targets = [[round(0.05 * k, 2)] for k in range(10)]
    loss = {"kind": "half_sse"}
    return {"layers": layers, "loss": loss, "inputs": inputs, "targets": targets}


def request(path: str, seed: int) -> bytes:
    """The bytes of a request; another seed gives other weights."""
    body = json.dumps({"experiment": experiment() | {"seed": seed}, "iteration": 0}).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    return head.encode() + f"Content-Length: {len(body)}\r\n\r\n".encode() + body


async def load(port: int, sent: list[bytes]) -> float:
    """Requests a second over all connections together."""
    links = [await asyncio.open_connection("127.0.0.1", port) for _ in range(CONNECTIONS)]
    begin = perf_counter()
    asked = (ask(*link, sent[k::CONNECTIONS]) for k, link in enumerate(links))
    await asyncio.wait_for(asyncio.gather(*asked), 60)
    rate = len(sent) / (perf_counter() - begin)
    for _, writer in links:
        writer.close()
    return rate


async def ask(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, sent: list[bytes]
) -> None:
    """Send each request when the one before has its answer."""
    for question in sent:
        writer.write(question)
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        length = head.lower().split(b"content-length: ")[1].split(b"\r\n")[0]
        await reader.readexactly(int(length))


if __name__ == "__main__":
    main()
