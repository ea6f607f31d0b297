"""A body without its examples and its seed: what is often other in a body that is else the same.

Numbers alone are left out, and lists of numbers, so what they are never changes how the rest is
read: bodies of one template are the same JSON but for these fields.
"""

import re
from typing import Any, NamedTuple

_FIELDS = re.compile(
    rb'"(inputs|targets|seed)"[ \t\r\n]*:[ \t\r\n]*'
    rb"(\[[-+.,\deE\[\] \t\r\n]*\]|\d+(?=[ \t\r\n]*[,}]))"
)
"""Only what JSON takes for white space may stand where a template keeps nothing."""
_GAP = b"\0"
"""Stands for a field that is left out; no JSON has it."""
LONGEST = 16 * 1024
"""Bytes of a template that is looked for."""


class Split(NamedTuple):
    """A template, and the fields that it leaves out: their names and the texts of their values."""

    template: bytes
    names: list[bytes]
    texts: list[bytes]

    def others(self, known: list[bytes]) -> bytes:
        """The fields whose text is another than in a known body of the template, as JSON."""
        fields = zip(self.names, self.texts, known, strict=True)
        return b"{%b}" % b",".join([b'"%b":%b' % (n, t) for n, t, before in fields if t != before])

    def is_of(self, document: Any, body: bytes) -> bool:
        """Whether all that is left out are fields of the experiment of the body's document."""
        experiment = document["experiment"]
        return all(
            name.decode() in experiment and body.count(b'"%b"' % name) == 1 for name in self.names
        )


def split(body: bytes) -> Split | None:
    """The body taken apart; None where nothing is left out, a text may hide such a field, or
    the template is long.
    """
    texts = _FIELDS.split(body)
    if len(texts) == 1 or b"\\" in body:
        return None
    names = texts[1::3]
    template = _GAP.join([*texts[::3], *names])
    return Split(template, names, texts[2::3]) if len(template) <= LONGEST else None
