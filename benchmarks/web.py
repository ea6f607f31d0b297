"""`python benchmarks/web.py [OTHER]` measures what is posted often against a bare ASGI hello.

With OTHER, the root of another checkout such as `git worktree add OTHER 99505e4` makes, it asks
that server the same and tells how many times as fast this one is.

Servers of one worker each, on 127.0.0.1 alone; 32 connections of a client without a library, each
sending its next request when it has its answer. The servers take turns, a fixed number of requests
at a time, and the medians of the rounds are compared. A moment of a run is what the page asks while
a run streams: 2-8-8-8-1 on 200 points, ten a batch, at a checkpoint.
"""

import asyncio
import json
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.servers import ROOT, Server, serving, serving_checkout

CONNECTIONS = 32
REQUESTS = 1600
ROUNDS = 9
PLAIN, BINARY = "*/*", "application/octet-stream"
PLANE = [{"input": k, "low": -2.0, "high": 2.0} for k in (0, 1)]


def main() -> None:
    """Start the servers, ask them in turns, print the medians."""
    asked, others = questions(), [Path(folder) for folder in sys.argv[1:2]]
    with ExitStack() as stack:
        hello = stack.enter_context(serving("benchmarks.hello:hello", "--lifespan", "off"))
        labs = [stack.enter_context(serving_checkout(folder)) for folder in (ROOT, *others)]
        found = {name: [Asked() for _ in labs[: None if name != "hello" else 1]] for name in asked}
        numbers = count()
        for _ in range(ROUNDS):
            for name, question in asked.items():
                sent = [question(next(numbers)) for _ in range(REQUESTS)]
                for of, lab in zip(found[name], labs, strict=False):
                    of.measure(hello if name == "hello" else lab, sent)
    bare = found["hello"][0]
    for name, (own, *other) in found.items():
        line = f"{own.rate:7.0f} requests a second, {own.rate / bare.rate:.0%}"
        if bare.seconds:
            line += f"; {own.seconds * 1e6:6.0f} µs of the server, {bare.seconds / own.seconds:.0%}"
        for of in other:
            line += f"; {own.rate / of.rate:.2f} × as many as {others[0].name}"
            if of.seconds:
                line += f", in {own.seconds / of.seconds:.2f} of its processor time"
        print(f"{name:34}{line}")


@dataclass
class Asked:
    """One question to one server, round after round."""

    rates: list[float] = field(default_factory=list)
    worked: float = 0.0

    def measure(self, server: Server, sent: list[bytes]) -> None:
        """Ask for one round."""
        before = server.cpu_seconds
        self.rates.append(asyncio.run(load(server.port, sent)))
        self.worked += server.cpu_seconds - before

    @property
    def rate(self) -> float:
        """Requests a second in the median of the rounds."""
        return median(self.rates)

    @property
    def seconds(self) -> float:
        """Processor time of the server for one request; 0 where the system does not tell."""
        return self.worked / (len(self.rates) * REQUESTS)


def questions() -> dict[str, Callable[[int], bytes]]:
    """By name: the bytes of request number k."""
    run = larger()
    small = {"experiment": experiment(), "iteration": 0}

    def another(k: int) -> bytes:
        order = {"experiment": experiment() | {"seed": k}, "iteration": 0}
        return request("/api/v1/traces", order, PLAIN)

    def other_data(k: int) -> bytes:
        inputs = [[round(0.1 * n - 0.5, 1), round(1e-6 * k + 0.01 * n, 6)] for n in range(10)]
        asked = {"experiment": experiment() | {"inputs": inputs}, "iteration": 0}
        return request("/api/v1/traces", asked, PLAIN)

    def moment(k: int) -> bytes:
        return request("/api/v1/traces", at(run, k) | {"iteration": k, "tables": False}, BINARY)

    def surfaces(k: int) -> bytes:
        order = at(run, k) | {"axes": PLANE, "steps": 32, "numbers": "uint8"}
        return request("/api/v1/surfaces", order, BINARY)

    return {
        "hello": lambda _: request("/", small, PLAIN),
        "a trace, asked again": lambda _: request("/api/v1/traces", small, PLAIN),
        "a trace, always another seed": another,
        "a trace, always other data": other_data,
        "a moment of a run": moment,
        "27 surfaces of a moment": surfaces,
    }


def experiment() -> dict[str, object]:
    """2-4-4-1 tanh on ten examples."""
    layers = [{"kind": "dense", "units": n, "activation": {"kind": "tanh"}} for n in (4, 4, 1)]
    inputs = [[round(0.1 * k - 0.5, 1), round(0.5 - 0.07 * k, 2)] for k in range(10)]
    targets = [[round(0.05 * k, 2)] for k in range(10)]
    loss = {"kind": "half_sse"}
    return {"layers": layers, "loss": loss, "inputs": inputs, "targets": targets}


def larger() -> dict[str, object]:
    """2-8-8-8-1 tanh on 200 points that the request carries, ten a batch."""
    layers = [{"kind": "dense", "units": n, "activation": "tanh"} for n in (8, 8, 8, 1)]
    inputs = [[round(0.01 * k - 1, 2), round(1 - 0.007 * k, 3)] for k in range(200)]
    targets = [[float(k % 2)] for k in range(200)]
    more = {"loss": "mse", "batch": 10}
    return {"layers": layers, "inputs": inputs, "targets": targets, **more}


def at(experiment: dict[str, object], iteration: int) -> dict[str, Any]:
    """An order for the experiment at a checkpoint of an iteration: 177 parameters."""
    chance = Random(iteration)  # noqa: S311 (nothing secret)
    values = [chance.uniform(-1, 1) for _ in range(177)]
    return {
        "experiment": experiment,
        "checkpoint": {"iteration": iteration, "values": values},
    }


def request(path: str, order: object, accept: str) -> bytes:
    """The bytes of a request."""
    body = json.dumps(order).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    head += f"Accept: {accept}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


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
