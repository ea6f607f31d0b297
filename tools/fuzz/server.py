"""The server that is tried: a process of its own on this machine, its memory and its log."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from tools.fuzz.case import Api

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    "/",
    "/docs",
    "/healthz",
    "/openapi.json",
    "/problems/invalid",
    "/static/x/page.js",
    "/nothing",
)
IDS = {"examples": "mazur-2-2-2", "lessons": "step-at-t-plus-1"}
"""One of each noun that has them."""


@dataclass(frozen=True)
class Server:
    """A server under way."""

    address: tuple[str, int]
    process: "subprocess.Popen[bytes]"
    log: Path

    @property
    def megabytes(self) -> float:
        """Memory of the process and those it started."""
        return sum(map(_resident, _family(self.process.pid))) / 1e6


@contextlib.contextmanager
def serving(*arguments: str, **environment: str) -> Iterator[Server]:
    """Serve with these arguments and variables until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "app", "--port", str(port), *arguments]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with (
            log.open("wb") as out,
            subprocess.Popen(
                command, cwd=ROOT, env={**os.environ, **environment}, stdout=out, stderr=out
            ) as process,
        ):
            try:
                _wait(port, process)
                yield Server(("127.0.0.1", port), process, log)
            finally:
                process.terminate()


def describe(address: tuple[str, int]) -> Api:
    """What the server offers, with the examples that its OpenAPI document gives."""
    with urlopen(f"http://{address[0]}:{address[1]}/openapi.json", timeout=30) as answer:
        document = json.load(answer)
    paths, orders, queries = list(PAGES), dict[str, list[Any]](), dict[str, list[str]]()
    for template, methods in document["paths"].items():
        noun = template.partition("/{id}")[0].rpartition("/")[2]
        paths.append(template.replace("{id}", IDS.get(noun, "id")))
        for operation in methods.values():
            names = [p["name"] for p in operation.get("parameters", ()) if p["in"] == "query"]
            if names:
                queries[paths[-1]] = names
            content = operation.get("requestBody", {}).get("content", {})
            examples = content.get("application/json", {}).get("examples", {}).values()
            if examples:
                orders[paths[-1]] = [example["value"] for example in examples]
    return Api(tuple(paths), orders, queries)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError("the server does not start")


def _family(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        return [pid, *(p for child in children.split() for p in _family(int(child)))]
    return []


def _resident(pid: int) -> int:
    with contextlib.suppress(OSError):
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    return 0
