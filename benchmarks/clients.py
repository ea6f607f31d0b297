"""`python benchmarks/clients.py` prints how evenly one server process serves many runs at once.

300 clients each watch a training of 2-4-4-1 on 200 points, ten frames a second with all
parameters. Wanted: p99 of the gap between two frames ≤ 120 ms, at most 0.7 of a core, and
/healthz in less than 50 ms meanwhile. Server and clients are processes of this machine and
talk over 127.0.0.1 alone. The share of a core is read from /proc, so on Linux only.
"""

import asyncio
import json
import sys
import time
from functools import partial
from pathlib import Path
from typing import cast

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.networks import circle
from benchmarks.servers import LAB, Server, serving

CLIENTS, RATE, SETTLE, SECONDS = 300, 10, 6.0, 10.0


def main() -> None:
    """Start a server, watch it, and print what was seen."""
    with serving(*LAB) as server:
        asyncio.run(measure(server))


async def measure(server: Server) -> None:
    """Gaps between frames, once all clients are there; then the server's share of a core."""
    port = server.port
    body, arrivals = order(), [[] for _ in range(CLIENTS)]
    connect = asyncio.get_running_loop().create_connection
    watching = [
        (await connect(partial(Watching, body, seen), "127.0.0.1", port))[0] for seen in arrivals
    ]
    await asyncio.sleep(SETTLE)
    begin, used, health = time.perf_counter(), server.cpu_seconds, []
    while time.perf_counter() - begin < SECONDS:
        asked = time.perf_counter()
        await healthy(port)
        health.append(time.perf_counter() - asked)
        await asyncio.sleep(0.1)
    end, used = time.perf_counter(), server.cpu_seconds - used
    for transport in watching:
        transport.abort()
    seen = [[t for t in times if begin <= t <= end] for times in arrivals]
    gaps = np.concatenate([np.diff(times) for times in seen]) * 1000
    p50, p99, worst = np.percentile(gaps, [50, 99, 100])
    rate = sum(map(len, seen)) / (end - begin)
    print(f"{sum(bool(s) for s in seen)} clients, {rate:.0f} frames/s")
    print(f"gap between frames: median {p50:.1f} ms, p99 {p99:.1f} ms, largest {worst:.1f} ms")
    print(f"/healthz: median {np.median(health) * 1e3:.1f} ms, largest {max(health) * 1e3:.1f} ms")
    print(f"share of a core: {used / (end - begin):.2f}")


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


def order() -> bytes:
    """2-4-4-1 on the plane, one iteration a frame."""
    experiment = circle(4, 4, 1, batch=10)
    return json.dumps({"experiment": experiment, "per_second": RATE, "values": "base64"}).encode()


if __name__ == "__main__":
    main()
