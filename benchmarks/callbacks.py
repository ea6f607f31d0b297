"""How long one request can keep all others waiting: the longest callback of the event loop.

`python benchmarks/callbacks.py OTHER` compares with another checkout, such as a worktree of an
older commit: both servers run in turn, each callback is timed in processor time.
"""

import asyncio
import http.client
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median
from time import sleep, thread_time
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3

TRACES = "/api/v1/traces"
EXPERIMENT = {
    "layers": [{"kind": "dense", "units": 1, "activation": {"kind": "tanh"}}],
    "loss": {"kind": "half_sse"},
    "inputs": [[0.5, 1.0]] * 2000,
    "targets": [[1.0]] * 2000,
}


def cases() -> Iterator[tuple[str, str, str]]:
    """Name, path and body ("" for GET) of each; first what a server answers from its start on."""
    for path in ("/openapi.json", "/", "/docs", "/problems/invalid", "/api/v1/kinds"):
        yield f"first GET {path}", path, ""
    for path in ("/api/v1/examples", "/api/v1/examples/mazur-2-2-2", "/api/v1/datasets"):
        yield f"first GET {path}", path, ""
    yield "first GET /static/…/page.js", "/static/x/page.js", ""
    yield "8,000 names in a query", "/api/v1/datasets/moons?" + "=&".join(map(str, range(8000))), ""
    unknown = json.dumps({f"n{k}": 0 for k in range(29_000)}, separators=(",", ":"))
    numbers, texts = ",".join(["0"] * 125_000), ",".join(['""'] * 125_000)
    rows = ",".join(["[0,0]"] * 40_000)
    yield "29,000 unknown names", TRACES, unknown
    yield "80,000 empty lists", TRACES, _inputs(",".join(["[]"] * 80_000))
    yield "the infinite among 125,000", TRACES, _inputs(f"[{numbers},1e999]")
    yield "125,000 numbers", TRACES, _inputs(f"[{numbers}]")
    yield "125,000 texts", TRACES, _inputs(f"[{texts}]")
    yield "40,000 rows", TRACES, _inputs(rows)
    yield "a name that is given twice", TRACES, _inputs(rows)[:-1] + ',"experiment":0}'
    yield "no JSON at the end", TRACES, _inputs(rows)[:-2]
    yield "2,000 examples", TRACES, json.dumps({"experiment": EXPERIMENT})


def _inputs(rows: str) -> str:
    return f'{{"experiment":{{"inputs":[{rows}]}}}}'


def serve() -> None:
    """In a process with another checkout's modules: milliseconds of each case, as JSON."""
    import uvicorn

    longest = [0.0]
    run = asyncio.Handle._run

    def timed(handle: asyncio.Handle) -> None:
        begin = thread_time()
        run(handle)
        longest[0] = max(longest[0], thread_time() - begin)

    options: dict[str, Any] = {"http": "httptools"}
    try:
        from app.http.connections import Connections
        from app.http.protocol import Protocol
        from app.limits import Limits

        options["http"] = partial(Protocol, Connections(Limits()))
    except ImportError:
        pass  # before the server bounded its connections
    asyncio.Handle._run = timed  # type: ignore[method-assign]
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(
            "app.main:create_app", factory=True, loop="asyncio", log_level="critical", **options
        )
    )
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    while thread.is_alive() and not server.started:
        sleep(0.05)
    sleep(0.5)
    found = {}
    for name, path, body in cases():
        longest[0] = 0.0
        _ask(listener.getsockname()[1], path, body)
        found[name] = 1000 * longest[0]
    print(json.dumps(found))
    os._exit(0)


def _ask(port: int, path: str, body: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Content-Type": "application/json", "Accept-Encoding": "gzip"}
    connection.request("POST" if body else "GET", path, body or None, headers)
    connection.getresponse().read()
    connection.close()


def measure(checkout: Path) -> dict[str, float]:
    """Milliseconds of the longest callback of each case, in a server of its own."""
    told = subprocess.run(  # noqa: S603
        [sys.executable, "-P", __file__, "--serve"],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout), "OPENBLAS_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        check=True,
    )
    found: dict[str, float] = json.loads(told.stdout)
    return found


def main() -> None:
    """Print a row for each case: both checkouts, taken in turn, and their ratio."""
    checkouts = [ROOT, *(Path(name).resolve() for name in sys.argv[1:2])]
    rounds = [[measure(checkout) for checkout in checkouts] for _ in range(ROUNDS)]
    for name, *_ in cases():
        times = [median(each[k][name] for each in rounds) for k in range(len(checkouts))]
        ratio = f"{times[0] / times[1]:8.3f}" if len(times) > 1 else ""
        print(f"{name:40}" + "".join(f"{t:10.2f} ms" for t in times) + ratio)


if __name__ == "__main__":
    serve() if "--serve" in sys.argv else main()
