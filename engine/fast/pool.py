"""Fused programs that nobody uses now: binding one costs as much as some iterations of it."""

from collections import OrderedDict
from threading import Lock

from engine.fast.executable import Executable, executable
from engine.program.program import Program

MAX_BYTES = 24 * 2**20
"""Of all that wait; those that wait longest go first."""


class Pool:
    """Fused programs to take and to give back, bounded by bytes."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self.max_bytes, self.bytes = max_bytes, 0
        self.waiting: OrderedDict[Program, list[Executable]] = OrderedDict()
        self.lock = Lock()

    def take(self, program: Program) -> Executable:
        """One for this program, whose numbers may be those of whoever had it before."""
        with self.lock:
            now = self._out(program)
        return now or executable(program)

    def give(self, now: Executable) -> None:
        """Keep it for others while there is room."""
        with self.lock:
            self.waiting.setdefault(now.program, []).append(now)
            self.waiting.move_to_end(now.program)
            self.bytes += _bytes(now)
            while self.bytes > self.max_bytes:
                self._out(next(iter(self.waiting)))

    def _out(self, program: Program) -> Executable | None:
        waiting = self.waiting.get(program)
        if not waiting:
            return None
        now = waiting.pop()
        self.bytes -= _bytes(now)
        if not waiting:
            del self.waiting[program]
        return now


def _bytes(now: Executable) -> int:
    """With what it refers to, and may be alone in referring to."""
    return now.vector.nbytes + now.program.bytes


pool = Pool()
