"""Choosing among what is offered by what a client accepts, best first (RFC 9110, 12.4)."""

from collections.abc import Sequence
from functools import lru_cache

LONGEST = 500
"""Characters of a header whose choice is kept."""


def best(header: str, offered: Sequence[str]) -> str | None:
    """The offer with the highest quality, the earlier one of equals; None if none is accepted.

    Works for media types (`text/*`), languages (`ko-KR` asks for `ko`) and codings.
    """
    choose = _best if len(header) <= LONGEST else _best.__wrapped__
    return choose(header, tuple(offered))


@lru_cache(maxsize=256)
def _best(header: str, offered: tuple[str, ...]) -> str | None:
    entries = [_entry(text) for text in header.lower().split(",") if text.strip()]
    qualities = [_quality(offer, entries) for offer in offered]
    highest = max(qualities, default=0.0)
    return offered[qualities.index(highest)] if highest > 0 else None


def _entry(text: str) -> tuple[str, float]:
    name, *parameters = (part.strip() for part in text.split(";"))
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return name, float(parameter[2:])
            except ValueError:
                return name, 0.0
    return name, 1.0


def _quality(offer: str, entries: list[tuple[str, float]]) -> float:
    """Quality of the most specific entry that covers the offer."""
    family = offer.split("/", maxsplit=1)[0] + "/*"
    for covers in (
        lambda name: name == offer,
        lambda name: name == family or name.startswith(offer + "-"),
        lambda name: name in ("*", "*/*"),
    ):
        found = [quality for name, quality in entries if covers(name)]
        if found:
            return max(found)
    return 0.0
