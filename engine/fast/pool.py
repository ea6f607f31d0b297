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
        try:
            return self._waiting(program).pop()
        except IndexError:
            pass
        return executable(program)

    def give(self, now: Executable) -> None:
        """Keep it for others while there is room."""
        program, waiting = now.program, self._waiting(now.program)
        each = program.bytes + program.size * 8
        """With what it refers to, and may be alone in referring to."""
        if len(waiting) < self.room.size // PART // each:
            waiting.append(now)
            self.room.put((self, program), waiting, len(waiting) * each)

    def _waiting(self, program: Program) -> list[Executable]:
        """Those that wait, which count while they are used, until one is given back."""
        found = self.room.get((self, program))
        return found[0] if found else []


pool = Pool()
