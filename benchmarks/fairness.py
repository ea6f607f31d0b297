"""`python benchmarks/fairness.py [STUDENTS]` prints what abusers do to an honest class.

STUDENTS (300) pages, each of an address of its own in 127/8, or half of them behind one router:
each asks for the page and its scripts, then every 5 s for a fresh trace, while it watches ten
frames a second of its own run. Beside them come three abusers, each with 200 tokens: one orders
large traces and leaves, one sends bodies byte by byte, one starts 200 runs and never reads. What
counts is p99 of an honest trace and of a frame's gap, with and without abusers, in turns in one
run; abusers are a process of their own. `--small` holds the server to 256 MB and half a core, by
a cgroup of its own where that may be made, else by RLIMIT_AS and by stopping it for half of each
20 ms. On Linux alone.
"""

import argparse
import asyncio
import json
import os
import random
import resource
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.networks import circle
from benchmarks.servers import ROOT, Server, serving_checkout

EVERY, RATE, SETTLE, SECONDS, ROUNDS = 5.0, 10, 8.0, 20.0, int(os.environ.get("ROUNDS", "1"))
MEMORY, SHARE, PERIOD = 256 * 1024 * 1024, 0.5, 0.02
BOUNDS = (
    {"": {"cpu.max": f"{int(SHARE * 1e5)} 100000", "memory.max": str(MEMORY)}}
    if Path("/sys/fs/cgroup/cgroup.controllers").exists()
    else {
        "cpu": {"cpu.cfs_quota_us": str(int(SHARE * 1e5))},
        "memory": {"memory.limit_in_bytes": str(MEMORY)},
    }
)
"""Files of a control group by controller, in the one tree of version 2 or in those of 1."""


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


def main() -> None:
    """Measure in turns, and print both and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("students", nargs="?", type=int, default=300)
    parser.add_argument("--small", action="store_true")
    options = parser.parse_args()
    with held(options.small) as (server, how):
        print(f"{options.students} students, {how}")
        alone, beside = Seen(), Seen()
        for _ in range(ROUNDS):
            for seen, abused in ((alone, False), (beside, True)):
                asyncio.run(measure(server.port, options.students, seen, abused=abused))
    for name, seen in (("alone", alone), ("beside three abusers", beside)):
        trace, gap = seen.p99()
        print(f"  {name}: p99 of a trace {trace:.0f} ms, of a gap {gap:.0f} ms; ", end="")
        print(f"{len(seen.traces)} traces, {len(seen.gaps)} frames, {seen.failed} failed")
    trace, gap = beside.p99() / alone.p99()
    print(f"  ratio: trace {trace:.2f} ×, gap {gap:.2f} ×")


async def measure(port: int, students: int, seen: Seen, *, abused: bool) -> None:
    """All clients at once; what comes while they arrive does not count."""
    tasks = [asyncio.create_task(student(port, k, seen)) for k in range(students)]
    with abusing(port) if abused else nullcontext():
        await asyncio.sleep(SETTLE)
        seen.on = True
        await asyncio.sleep(SECONDS)
        seen.on = False
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.sleep(2.0)


@contextmanager
def abusing(port: int) -> Iterator[None]:
    """Three abusers, in a process of their own: their work must not hold up who measures."""
    process = get_context("spawn").Process(target=abuse, args=(port,))
    process.start()
    try:
        yield
    finally:
        process.kill()
        process.join()


def abuse(port: int) -> None:
    """All three, for ever."""

    async def all_three() -> None:
        await asyncio.gather(leaving(port), dripping(port), deaf(port))

    asyncio.run(all_three())


async def student(port: int, k: int, seen: Seen) -> None:
    """The page, a run, and a fresh trace every five seconds."""
    chance = random.Random(k)  # noqa: S311 (nothing secret)
    address = "127.1.0.1" if k % 2 else f"127.2.{k // 250}.{k % 250 + 1}"
    await asyncio.sleep(chance.uniform(0, SETTLE / 2))
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


@contextmanager
def held(small: bool) -> Iterator[tuple[Server, str]]:
    """A server, held to little memory and half a core from its start if it is to be; says how."""
    with ExitStack() as stack:
        how, start = "unbounded", partial(stack.enter_context, serving_checkout(ROOT))
        if not small:
            yield start(), how
            return
        try:
            with ExitStack() as inside:
                for controller, bounds in BOUNDS.items():
                    folder = stack.enter_context(group(controller))
                    for file, value in bounds.items():
                        (folder / file).write_text(value)
                    inside.enter_context(moved(folder, controller))
                server = start()
            how = "256 MB and half a core by cgroup"
        except OSError:
            server = start()
            stack.enter_context(throttled(server))
            how = "256 MB and half a core by stopping it half of the time"
        yield server, how
        print(f"  memory: {peak(server):.0f} MB at most")


@contextmanager
def moved(folder: Path, controller: str) -> Iterator[None]:
    """Be in a control group, so that what is started is in it, and then where one was."""
    lines = Path("/proc/self/cgroup").read_text().splitlines()
    told = next(x for x in lines if controller in x.split(":")[1].split(","))
    before = Path("/sys/fs/cgroup", controller, told.split(":", 2)[2].lstrip("/"))
    (folder / "cgroup.procs").write_text(str(os.getpid()))
    try:
        yield
    finally:
        (before / "cgroup.procs").write_text(str(os.getpid()))


@contextmanager
def group(controller: str) -> Iterator[Path]:
    """A control group of a controller, or of all where they are one tree; gone behind."""
    folder = Path("/sys/fs/cgroup", controller, f"backprop-lab-{os.getpid()}")
    folder.mkdir()
    try:
        yield folder
    finally:
        with suppress(OSError):
            folder.rmdir()


@contextmanager
def throttled(server: Server) -> Iterator[None]:
    """Let a process run half of the time."""
    resource.prlimit(server.pid, resource.RLIMIT_DATA, (MEMORY, MEMORY))
    over = threading.Event()

    def throttle() -> None:
        while not over.is_set():
            os.kill(server.pid, signal.SIGSTOP)
            time.sleep(PERIOD * (1 - SHARE))
            os.kill(server.pid, signal.SIGCONT)
            time.sleep(PERIOD * SHARE)

    thread = threading.Thread(target=throttle)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def peak(server: Server) -> float:
    """Megabytes that a process had at most."""
    lines = Path(f"/proc/{server.pid}/status").read_text().splitlines()
    return next(int(x.split()[1]) for x in lines if x.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    main()
