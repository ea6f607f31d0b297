"""Answers that are kept for a while: the same question has the same answer, byte for byte."""

from collections import OrderedDict
from collections.abc import Hashable

ROOM = 8 * 1024 * 1024
"""Bytes of all answers together. A class that opens one example asks one question."""


class Answers:
    """The answers asked for last, as many as there is room for."""

    def __init__(self, room: int = ROOM) -> None:
        self.room, self.used = room, 0
        self.answers: OrderedDict[Hashable, tuple[bytes, int]] = OrderedDict()

    def get(self, question: Hashable) -> bytes | None:
        """The answer, if it is kept."""
        if question not in self.answers:
            return None
        self.answers.move_to_end(question)
        return self.answers[question][0]

    def put(self, question: Hashable, answer: bytes, size: int) -> None:
        """Keep an answer; `size` is what it takes with its question."""
        if size > self.room // 8 or question in self.answers:
            return
        self.answers[question] = answer, size
        self.used += size
        while self.used > self.room:
            _, (_, freed) = self.answers.popitem(last=False)
            self.used -= freed
