"""Cases one after the other, drawn from a seed, and what came of them."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tools.fuzz import bodies, heads, pace
from tools.fuzz.case import Api, Case
from tools.fuzz.connection import Outcome, exchange
from tools.fuzz.waiting import Pool

KINDS = {kind.__name__: kind for kind in (*heads.KINDS, *pace.KINDS, *bodies.KINDS)}
STAYING = 75.0
"""Seconds in which the server must have ended a connection that only stays; a body has 60."""


@dataclass
class Tally:
    """What many cases came to."""

    sent: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    failures: dict[str, list[str]] = field(default_factory=dict)
    """By kind: what went wrong, with the seed that brings it again."""
    slowest: dict[str, float] = field(default_factory=dict)
    """Seconds, by kind."""
    stayed: Counter[str] = field(default_factory=Counter)
    """How connections that only stayed came to an end."""

    def note(self, kind: str, seed: str, outcome: Outcome) -> None:
        """Count the outcome of one case."""
        self.sent[kind] += 1
        self.statuses.update(outcome.statuses)
        self.slowest[kind] = max(self.slowest.get(kind, 0.0), outcome.seconds)
        wrong = [str(status) for status in outcome.statuses if is_fault(status)]
        wrong += [f"{outcome.missing} missing"] * bool(outcome.missing)
        wrong += [f"{outcome.seconds:.2f} s"] * (outcome.seconds > 1)
        if wrong:
            self.failures.setdefault(kind, []).append(f"{seed}: {', '.join(wrong)}")

    def add(self, other: "Tally") -> None:
        """Count what another one counted."""
        self.sent += other.sent
        self.statuses += other.statuses
        self.stayed += other.stayed
        for kind, seeds in other.failures.items():
            self.failures.setdefault(kind, []).extend(seeds)
        for kind, seconds in other.slowest.items():
            self.slowest[kind] = max(self.slowest.get(kind, 0.0), seconds)


def is_fault(status: int) -> bool:
    """Whether this answer, or what is no HTTP (0), is the server's fault."""
    return not status or status >= 500


def draw(api: Api, seed: str, kinds: list[str]) -> tuple[str, Case]:
    """The case of a seed: the same each time."""
    random = Random(seed)  # noqa: S311 - chance that can be repeated, no secret
    kind = random.choice(kinds)
    return kind, KINDS[kind](random, api)


def send(
    address: tuple[str, int],
    api: Api,
    seeds: list[str],
    kinds: list[str],
    until: float,
    done: Callable[[], None] = lambda: None,
) -> Tally:
    """Send the cases of these seeds, until a time of `time.monotonic` at most."""
    tally, pool = Tally(), Pool()
    for number, seed in enumerate(seeds):
        if time.monotonic() > until:
            break
        kind, case = draw(api, seed, kinds)
        if case.stays or case.pieces:
            pool.begin(address, case, number)
            tally.sent[kind] += 1
        else:
            tally.note(kind, seed, exchange(address, case, number))
        pool.look()
        done()
    still = pool.finish(STAYING)
    tally.statuses.update(pool.statuses)
    tally.stayed.update(answered=len(pool.statuses), closed=pool.closed, open=still)
    if pool.missing:
        tally.failures["slow"] = [f"{pool.missing} ended without an answer"]
    return tally
