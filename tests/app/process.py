"""The server as a school starts it: a process of its own, with its log."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx


class Process:
    """`python -m app` on a port of this machine; what it says on stderr is kept."""

    def __init__(self, log: Path, *arguments: str, port: int = 0, **environment: str) -> None:
        with socket.create_server(("127.0.0.1", port)) as free:
            self.port = free.getsockname()[1]
        host = arguments[arguments.index("--host") + 1] if "--host" in arguments else "127.0.0.1"
        self.origin = (
            f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"
        )
        self.log = log
        command = [sys.executable, "-m", "app", "--port", str(self.port), *arguments]
        with log.open("w") as out:
            self.process = subprocess.Popen(
                command, env={**os.environ, **environment}, stdout=out, stderr=out
            )

    def wait(self) -> None:
        """Until it answers, a minute at most."""
        end = time.monotonic() + 60
        with httpx.Client(base_url=self.origin) as http:  # one: each takes a while to be made
            while time.monotonic() < end:
                assert self.process.poll() is None, self.log.read_text("utf-8")
                try:
                    if http.get("/healthz").status_code == 200:
                        return
                except httpx.TransportError:
                    time.sleep(0.05)
        raise TimeoutError(self.log.read_text("utf-8"))

    def send(self, signal: int) -> None:
        """Send a signal."""
        self.process.send_signal(signal)

    def ended(self, seconds: float = 30) -> int:
        """How it ended."""
        return self.process.wait(seconds)


@contextmanager
def started(log: Path, *arguments: str, port: int = 0, **environment: str) -> Iterator[Process]:
    """A server for the block."""
    server = Process(log, *arguments, port=port, **environment)
    try:
        server.wait()
        yield server
    finally:
        server.process.kill()
        server.process.wait()
