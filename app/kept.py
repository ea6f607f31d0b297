"""What is kept for a while: the same question has the same answer, byte for byte."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """What was asked for last, as much as there is room for, in bytes."""

    def __init__(self, room: int) -> None:
        self.room, self.used = room, 0
        self.answers: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()

    def get(self, question: Hashable) -> T | None:
        """The answer, if it is kept."""
        if question not in self.answers:
            return None
        self.answers.move_to_end(question)
        return self.answers[question][0]

    def put(self, question: Hashable, answer: T, size: int) -> None:
        """Keep an answer; `size` is what it takes with its question."""
        if size > self.room // 8 or question in self.answers:
            return
        self.answers[question] = answer, size
        self.used += size
        while self.used > self.room:
            _, (_, freed) = self.answers.popitem(last=False)
            self.used -= freed
