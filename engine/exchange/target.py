"""What a target is: a way to write one iteration as a file."""

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from engine.pausing import Pausing, finish

if TYPE_CHECKING:
    from engine.exchange.moment import Moment

LONGEST = 60
"""Most characters of a file's name before its ending."""


@dataclass(frozen=True)
class File:
    """A file to hand over."""

    name: str
    media_type: str
    content: bytes

    @property
    def text(self) -> str:
        """What it holds, where that is text."""
        return self.content.decode("utf-8")


class Cannot(ValueError):
    """A target has no words for something: what it is, and the target that comes nearest."""

    def __init__(self, target: str, what: str, nearest: str = "numpy") -> None:
        super().__init__(f"{target} cannot express {what}")
        self.target, self.what, self.nearest = target, what, nearest


class Target:
    """A way to write an iteration. A subclass is a file; `id` names it in requests."""

    id: ClassVar[str]
    media_type: ClassVar[str]
    ending: ClassVar[str]
    readable: ClassVar[bool] = True
    """Whether the file is text for people."""
    speaks: ClassVar[bool] = False
    """Whether it holds words of a language."""

    def file(self, moment: "Moment") -> File:
        """The iteration as a file; raises Cannot."""
        return finish(self.making(moment))

    def making(self, moment: "Moment") -> Pausing[File]:
        """The same, with pauses."""
        content = yield from self.writing(moment)
        raw = content if isinstance(content, bytes) else content.encode()
        return File(f"{plain(moment.title)}.{self.ending}", self.media_type, raw)

    def writing(self, moment: "Moment") -> Pausing[str | bytes]:
        """What the file holds, with pauses."""
        yield
        return self.write(moment)

    def write(self, moment: "Moment") -> str | bytes:
        """What the file holds, where that is soon done."""
        raise NotImplementedError


def plain(title: str) -> str:
    """A file name of a title: letters, digits and hyphens, safe on every system."""
    known = unicodedata.normalize("NFC", title)
    name = re.sub(r"[^\w]+", "-", known).strip("-_")[:LONGEST].rstrip("-_")
    return name.lower() or "backprop-lab"
