"""Work that cannot pause, such as reading a table, in a process of its own that can be stopped.

The process starts with the first such work and is ended when its client leaves, when the work
takes too long, and when the server stops. It reads pickles from its parent alone: each is the
length as little-endian uint32, then a function without arguments. Where both may have part of a
core, it takes what the server leaves.
"""

import asyncio
import os
import pickle
import signal
import struct
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import IO, Any, TypeVar

from starlette.types import Receive

from app.compute.client import Client
from app.compute.fair_queue import FairQueue
from app.compute.pace import Pace, cores
from app.compute.processor import seconds_of
from app.compute.scheduler import restarting
from app.compute.watch import while_connected
from app.problems import Problem

T = TypeVar("T")
TICK = 0.001
"""Seconds of computing between two looks at whether to rest."""
REST = 0.05
"""Seconds of a rest at most."""
_LENGTH = struct.Struct("<I")
_START = "import sys; sys.path[:] = {!r}; from app.compute.worker import serve; serve()"


class Worker:
    """One process at the most, whose time clients share as they share the server's."""

    def __init__(self, seconds: float, load: Callable[[], object] = bool) -> None:
        """`seconds` is how long one piece of work may take; `load` is called before the first."""
        self.seconds, self.load = seconds, load
        self.queue: FairQueue[asyncio.Future[None]] = FairQueue()
        self.process: asyncio.subprocess.Process | None = None
        self.ending: list[asyncio.subprocess.Process] = []
        """Processes that were killed, and may be there still."""
        self.busy = self.stopping = False

    async def result(self, client: Client, work: Callable[[], T], receive: Receive) -> T:
        """What the work returns; work is a pickle's, so a function of a module, or a partial.

        `receive` is that of a request whose body was read. Raises what the work raises,
        ClientLeft when the client does not wait any more, and Problem when it takes too long.
        """
        async with while_connected(receive):
            await self._turn(client)
            begin = asyncio.get_running_loop().time()
            try:
                async with self._process() as process, asyncio.timeout(self.seconds):
                    answer = await _ask(process, pickle.dumps(work))
            except TimeoutError:
                detail = f"This takes more than the {self.seconds:g} seconds it may take."
                raise Problem("too-much-work", detail) from None
            except asyncio.IncompleteReadError:  # it was ended from outside
                raise (restarting() if self.stopping else _ended()) from None
            finally:
                self.busy = False
                self.queue.charge(client, asyncio.get_running_loop().time() - begin)
                self._next()
        found, error = pickle.loads(answer)  # noqa: S301 (our own process wrote it)
        self.queue.took(client)
        if error:
            raise error
        return found  # type: ignore[no-any-return]

    def stop(self) -> None:
        """End the process; who waits is told to ask again."""
        self.stopping = True
        self._end()
        self._next()

    async def close(self) -> None:
        """The same, and wait until every process that there was has gone."""
        self.stop()
        for process in self.ending:
            await process.wait()
        await asyncio.sleep(0)  # their pipes are closed in the next turn of the loop

    async def _turn(self, client: Client) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.queue.push(client, turn)
        self._next()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # it came, but nobody is there to take it
                self.busy = False
                self._next()
            raise
        if self.stopping:
            self.busy = False
            self._next()
            raise restarting()

    def _next(self) -> None:
        while self.queue and not self.busy:
            turn = self.queue.pop()
            if not turn.done():
                self.busy = True
                turn.set_result(None)

    @asynccontextmanager
    async def _process(self) -> AsyncIterator[asyncio.subprocess.Process]:
        """The process, ready for work; whoever breaks off leaves none behind."""
        try:
            process = self.process
            if process is None or process.returncode is not None:
                process = self.process = await _start()
                await _ask(process, pickle.dumps(self.load))
            yield process
        except BaseException:
            self._end()
            raise

    def _end(self) -> None:
        if self.process:
            if self.process.returncode is None:
                self.process.kill()
            self.ending = [p for p in self.ending if p.returncode is None] + [self.process]
        self.process = None


async def _start() -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", _START.format(sys.path),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        start_new_session=os.name != "nt",  # Ctrl-C is for the server
    )  # fmt: skip


def _ended() -> Problem:
    """Most likely the system took the memory back."""
    detail = "The process that reads tables was ended: there may be too little memory for this one."
    return Problem("busy", detail, headers={"Retry-After": "5"})


async def _ask(process: asyncio.subprocess.Process, work: bytes) -> bytes:
    """Send work and read the answer; raises IncompleteReadError if the process ends."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(_LENGTH.pack(len(work)) + work)
    (length,) = _LENGTH.unpack(await process.stdout.readexactly(_LENGTH.size))
    return await process.stdout.readexactly(length)


def serve() -> None:
    """Answer until the parent is gone. Runs in the process."""
    if hasattr(os, "nice"):
        os.nice(5)  # who watches a run goes before who reads a table
    with suppress(OSError):  # where memory is short, this goes before the server
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")
    _keep_pace(os.getppid())
    given, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever prints must not get between the answers
    while head := given.read(_LENGTH.size):
        _answer(given.read(_LENGTH.unpack(head)[0]), answers)


def _keep_pace(server: int) -> None:
    """Rest in between, wherever the work stands, so that both together do not use up their part of
    a core; but not for long: a server that is kept busy leaves nothing.
    """
    pace = Pace(cores(), lambda: time.process_time() + seconds_of(server))
    if not pace.whole:
        signal.signal(signal.SIGPROF, lambda *_: time.sleep(min(pace.rest(), REST)))
        signal.setitimer(signal.ITIMER_PROF, TICK, TICK)


def _answer(work: bytes, answers: IO[bytes]) -> None:
    found: Any = None
    error: Exception | None = None
    try:
        found = pickle.loads(work)()  # noqa: S301 (the parent wrote it)
    except Exception as raised:  # noqa: BLE001 (it is raised where the result is awaited)
        error = raised
    answer = pickle.dumps((found, error))
    answers.write(_LENGTH.pack(len(answer)) + answer)
    answers.flush()
