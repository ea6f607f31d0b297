"""Work for a scheduler, and a client that is given what it finds."""

import asyncio
import time

from app.compute.meter import SLICE, clock


def steps(name, log, count, seconds=SLICE):
    """Work that takes a whole turn of the processor for each step, however busy the machine."""
    for _ in range(count):
        end = time.thread_time() + seconds
        while time.thread_time() < end:
            pass
        log.append(name)
        yield None
    return name


def timed(name, log, count):
    """The same, with how long each step took by the clock that is charged by."""
    for _ in range(count):
        begin = clock()
        list(steps(name, [], 1))
        log.append((name, clock() - begin))
        yield


class Shown:
    """What a client was given, and at what time; with room for `room` pieces until it drains."""

    def __init__(self, room=1, note=time.monotonic):
        self.pieces, self.notes, self.drained, self.room, self.note = [], [], 0, room, note

    def write(self, piece):
        self.pieces.append(piece)
        self.notes.append(self.note())
        return len(self.pieces) % self.room != 0

    async def drain(self):
        self.drained += 1
        await asyncio.sleep(0)
