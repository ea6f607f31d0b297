"""A server that is held to little memory and half a core from its start."""

import os
import resource
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

from benchmarks.servers import ROOT, Server, serving_checkout

MEMORY, SHARE, PERIOD = 256 * 1024 * 1024, 0.5, 0.02
"""Bytes, the part of a core, and seconds in which a server without a cgroup is stopped once."""
BOUNDS = (
    {"": {"cpu.max": f"{int(SHARE * 1e5)} 100000", "memory.max": str(MEMORY)}}
    if Path("/sys/fs/cgroup/cgroup.controllers").exists()
    else {
        "cpu": {"cpu.cfs_quota_us": str(int(SHARE * 1e5))},
        "memory": {"memory.limit_in_bytes": str(MEMORY)},
    }
)
"""Files of a control group by controller, in the one tree of version 2 or in those of 1."""


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
