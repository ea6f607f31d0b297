"""Fused programs that nobody uses now: binding one costs as much as some iterations of it."""

from engine import kept
from engine.fast.executable import Executable, executable
from engine.program.program import Program

PART = 4
"""Part of the room that those of one program may take."""


class Pool:
    """Fused programs to take and to give back, in the room of all that is kept."""

    def __init__(self, room: kept.Room | None = None) -> None:
        self.room = room or kept.room

    def take(self, program: Program) -> Executable:
        """One for this program, whose numbers may be those of whoever had it before."""
        waiting = self._take(program)
        if not waiting:
            return executable(program)
        now = waiting.pop()
        self._put(program, waiting)
        return now

    def give(self, now: Executable) -> None:
        """Keep it for others while there is room."""
        self._put(now.program, [*self._take(now.program), now])

    def _take(self, program: Program) -> list[Executable]:
        found = self.room.take((self, program))
        return found[0] if found else []

    def _put(self, program: Program, waiting: list[Executable]) -> None:
        each = program.bytes + program.size * 8
        """With what it refers to, and may be alone in referring to."""
        waiting = waiting[: self.room.size // PART // each]
        if waiting:
            self.room.put((self, program), waiting, len(waiting) * each)


pool = Pool()
