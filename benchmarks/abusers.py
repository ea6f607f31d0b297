"""Three abusers, each with 200 tokens, in a process of their own."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context

from benchmarks.networks import circle
from benchmarks.wire import connected, head, posted


@contextmanager
def abusing(port: int, *, last: bool = False) -> Iterator[None]:
    """Three abusers, in a process of their own: their work must not hold up who measures.

    `last`: it has only the time of its processors that nobody else wants.
    """
    process = get_context("spawn").Process(target=abuse, args=(port, last))
    process.start()
    try:
        yield
    finally:
        process.kill()
        process.join()


def abuse(port: int, last: bool) -> None:
    """All three, for ever."""
    if last:
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))

    async def all_three() -> None:
        await asyncio.gather(leaving(port), dripping(port), deaf(port))

    asyncio.run(all_three())


async def leaving(port: int) -> None:
    """Orders large traces, a dozen at a time, and leaves."""
    k = 0
    while True:
        links = []
        for _ in range(12):
            k += 1
            wide = circle(20, 20, 1, points=400) | {"seed": k}
            body = posted(wide, iteration=1000)
            with suppress(OSError):
                link = await connected(port, "127.9.0.1")
                link.write(head("POST", "/api/v1/traces", k % 200, body, "leaving") + body)
                links.append(link)
        await asyncio.sleep(0.2)
        for link in links:
            link.transport.abort()


async def dripping(port: int) -> None:
    """Sends 200 bodies, a kilobyte of each every tenth of a second."""
    links: list[asyncio.StreamWriter] = []
    while True:
        for _ in range(200 - len(links)):
            with suppress(OSError):
                link = await connected(port, "127.9.0.2")
                link.write(head("POST", "/api/v1/traces", len(links), b"x" * 2_000_000, "drip"))
                links.append(link)
        for link in links:
            link.write(b" " * 1024)
        links = [link for link in links if not link.transport.is_closing()]
        await asyncio.sleep(0.1)


async def deaf(port: int) -> None:
    """Starts 200 runs with large frames, and reads nothing of them."""
    links: list[asyncio.StreamWriter] = []
    experiment = circle(100, 100, 1, batch=10)
    try:
        while True:
            for _ in range(200 - len(links)):
                body = posted(experiment | {"seed": len(links)}, every=1, values="base64")
                with suppress(OSError):
                    link = await connected(port, "127.9.0.3")
                    link.transport.pause_reading()  # type: ignore[attr-defined]
                    link.write(head("POST", "/api/v1/runs", len(links), body, "deaf") + body)
                    links.append(link)
            await asyncio.sleep(1.0)
            links = [link for link in links if not link.transport.is_closing()]
    finally:
        for link in links:
            link.transport.abort()
