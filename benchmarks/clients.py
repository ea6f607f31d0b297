"""`python benchmarks/clients.py [OTHER]` prints how one server process serves many runs at once.

300 clients each watch a training of 2-4-4-1 on 200 points, ten frames a second with all
parameters; first all the same experiment, as a class that plays one link, then each another
seed. Wanted: p99 of the gap between two frames ≤ 120 ms, and /healthz in less than 50 ms
meanwhile. OTHER is another checkout, such as a worktree of an older commit: both servers run,
and take turns at the clients. Server and clients are processes of this machine and talk over
127.0.0.1 alone. Processor time is read from /proc, so on Linux only; on a machine with other
work it says more than the gaps.
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import cast

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.networks import circle
from benchmarks.servers import ROOT, Server, serving_checkout

CLIENTS, RATE, SETTLE, SECONDS, ROUNDS = 300, 10, 3.0, 8.0, 2


@dataclass
class Seen:
    """What was seen of one server."""

    gaps: list[np.ndarray] = field(default_factory=list)
    health: list[float] = field(default_factory=list)
    frames: int = 0
    seconds: float = 0.0
    used: float = 0.0

    @property
    def each(self) -> float:
        """Processor seconds of a frame."""
        return self.used / self.frames

    @property
    def p99(self) -> float:
        """Milliseconds."""
        return float(np.percentile(np.concatenate(self.gaps), 99)) * 1000


def main() -> None:
    """Start the servers, watch them in turn, and print what was seen."""
    folders = [ROOT, *map(Path, sys.argv[1:])]
    with ExitStack() as stack:
        servers = {str(f): stack.enter_context(serving_checkout(f)) for f in folders}
        for name, body in (("one experiment", same), ("each another seed", other)):
            print(f"{CLIENTS} clients, {RATE} frames/s, {name}")
            seen = {f: Seen() for f in servers}
            for _ in range(ROUNDS):
                for f, server in servers.items():
                    asyncio.run(measure(server, body, seen[f]))
            for f, of in seen.items():
                show(f, of)
            ours, *others = seen.values()
            for theirs in others:
                print(f"  processor time of a frame {ours.each / theirs.each:.2f} ×, ", end="")
                print(f"p99 of the gap {ours.p99 / theirs.p99:.2f} ×")


def show(folder: str, seen: Seen) -> None:
    """Print the numbers of one server."""
    p50, p99, worst = np.percentile(np.concatenate(seen.gaps), [50, 99, 100]) * 1000
    print(f"  {folder}: {seen.frames / seen.seconds:.0f} frames/s, ", end="")
    print(f"{seen.each * 1e6:.0f} µs each, {seen.used / seen.seconds:.2f} of a core")
    print(f"    gap: median {p50:.1f} ms, p99 {p99:.1f} ms, largest {worst:.1f} ms; ", end="")
    print(f"/healthz: median {np.median(seen.health) * 1e3:.1f} ms, ", end="")
    print(f"largest {max(seen.health) * 1e3:.1f} ms")


async def measure(server: Server, body: Callable[[int], bytes], seen: Seen) -> None:
    """Gaps between frames, once all clients are there, and the server's processor time."""
    port = server.port
    arrivals: list[list[float]] = [[] for _ in range(CLIENTS)]
    connect = asyncio.get_running_loop().create_connection
    watching = [
        (await connect(partial(Watching, body(k), times), "127.0.0.1", port))[0]
        for k, times in enumerate(arrivals)
    ]
    while not all(arrivals):  # noqa: ASYNC110
        await asyncio.sleep(0.1)
    await asyncio.sleep(SETTLE)
    begin, used = time.perf_counter(), server.cpu_seconds
    while time.perf_counter() - begin < SECONDS:
        asked = time.perf_counter()
        await healthy(port)
        seen.health.append(time.perf_counter() - asked)
        await asyncio.sleep(0.1)
    end = time.perf_counter()
    seen.used += server.cpu_seconds - used
    seen.seconds += end - begin
    for transport in watching:
        transport.abort()
    found = [[t for t in times if begin <= t <= end] for times in arrivals]
    seen.gaps += [np.diff(times) for times in found]
    seen.frames += sum(map(len, found))
    await asyncio.sleep(1.0)


class Watching(asyncio.Protocol):
    """Posts a run and notes when each frame arrives, in little time: the server runs beside it."""

    def __init__(self, body: bytes, arrivals: list[float]) -> None:
        self.body, self.arrivals = body, arrivals

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Post."""
        head = "POST /api/v1/runs HTTP/1.1\r\nHost: lab.test\r\nContent-Type: application/json\r\n"
        whole = f"{head}Content-Length: {len(self.body)}\r\n\r\n".encode() + self.body
        cast("asyncio.Transport", transport).write(whole)

    def data_received(self, data: bytes) -> None:
        """A frame has one loss of training data."""
        self.arrivals += [time.perf_counter()] * data.count(b'{"loss"')


async def healthy(port: int) -> bool:
    """Whether the server answers."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.write(b"GET /healthz HTTP/1.1\r\nHost: lab.test\r\nConnection: close\r\n\r\n")
    answer = await reader.read()
    writer.close()
    return answer.startswith(b"HTTP/1.1 200")


def same(_: int) -> bytes:
    """2-4-4-1 on the plane, one iteration a frame."""
    return order(0)


def other(client: int) -> bytes:
    """The same network from other initial values."""
    return order(client)


def order(seed: int) -> bytes:
    """The body of a run."""
    experiment = circle(4, 4, 1, batch=10) | {"seed": seed}
    return json.dumps({"experiment": experiment, "per_second": RATE, "values": "base64"}).encode()


if __name__ == "__main__":
    main()
