"""Honest clients: each opens the page, watches a run and asks for traces."""

import asyncio
import random
import time
from contextlib import suppress
from dataclasses import dataclass, field

import numpy as np

from benchmarks.networks import circle
from benchmarks.wire import ask, head, posted

EVERY, RATE, ARRIVAL = 5.0, 10, 4.0
"""Seconds between two traces of a student, frames a second, and seconds in which all arrive."""


@dataclass
class Seen:
    """Seconds that honest clients waited."""

    traces: list[float] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)
    failed: int = 0
    on: bool = False

    def p99(self) -> np.ndarray:
        """Of traces and of gaps, in milliseconds."""
        return np.array([np.percentile(x, 99) * 1000 for x in (self.traces, self.gaps)])


async def student(port: int, k: int, seen: Seen) -> None:
    """The page, a run, and a fresh trace every five seconds."""
    chance = random.Random(k)  # noqa: S311 (nothing secret)
    address = "127.1.0.1" if k % 2 else f"127.2.{k // 250}.{k % 250 + 1}"
    await asyncio.sleep(chance.uniform(0, ARRIVAL))
    with suppress(OSError, asyncio.IncompleteReadError):
        for path in ("/", "/healthz", "/api/v1/kinds", "/api/v1/examples"):
            await ask(port, address, head("GET", path, k), b"")
    watching = asyncio.create_task(watch(port, address, k, seen))
    try:
        while True:
            await asyncio.sleep(chance.uniform(0.8, 1.2) * EVERY)
            body = posted(circle(4, 4, 1, points=50) | {"seed": chance.randrange(10**9)})
            begin = time.perf_counter()
            try:
                ok = await ask(port, address, head("POST", "/api/v1/traces", k, body), body)
            except (OSError, asyncio.IncompleteReadError):
                ok = False
            if seen.on:
                seen.traces.append(time.perf_counter() - begin)
                seen.failed += not ok
    finally:
        watching.cancel()


async def watch(port: int, address: str, k: int, seen: Seen) -> None:
    """Note the gaps between the frames of a run of one's own."""
    experiment = circle(4, 4, 1, batch=10) | {"seed": k}
    body = posted(experiment, per_second=RATE, values="base64")
    link = await asyncio.open_connection("127.0.0.1", port, local_addr=(address, 0))
    link[1].write(head("POST", "/api/v1/runs", k, body) + body)
    last = 0.0
    try:
        while data := await link[0].read(65536):
            if b'{"loss"' in data:
                now = time.perf_counter()
                if last and seen.on:
                    seen.gaps.append(now - last)
                last = now
    finally:
        link[1].transport.abort()
