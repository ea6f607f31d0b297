"""Servers of this machine, each a process of its own, and the processor time that they use."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep
from types import MappingProxyType

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Server:
    """A running uvicorn of one worker that listens on 127.0.0.1."""

    port: int
    pid: int

    @property
    def cpu_seconds(self) -> float:
        """Processor time used so far, where the system tells; else 0."""
        told = Path(f"/proc/{self.pid}/stat")
        if not told.exists():
            return 0.0
        user, system = told.read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(*arguments: str) -> Iterator[Server]:
    """Serve with these arguments of uvicorn until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = ["uvicorn", *arguments, "--port", str(port)]
    command += ["--no-access-log", "--log-level", "warning", "--no-server-header"]
    command += ["--timeout-graceful-shutdown", "2"]  # a run may stay open for an hour
    with _process(command, port, ROOT) as server:
        yield server


@contextmanager
def serving_checkout(folder: Path, **settings: str) -> Iterator[Server]:
    """Serve a checkout as a school does, with the settings of its environment."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with _process(["app", "--port", str(port)], port, folder, settings) as server:
        yield server


@contextmanager
def _process(
    module: list[str], port: int, folder: Path, settings: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Server]:
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")
    environment = {**os.environ, **threads, **settings}
    command = [sys.executable, "-m", *module]
    with subprocess.Popen(  # noqa: S603
        command, cwd=folder, env=environment, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait(port)
            yield Server(port, process.pid)
        finally:
            process.terminate()


def _wait(port: int) -> None:
    """Until the server listens, a minute at most."""
    end = perf_counter() + 60
    while perf_counter() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.02)
    raise TimeoutError("the server does not listen")
