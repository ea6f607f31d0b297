"""A queue that serves whoever has had least: by address, and among those of an address by token.

Each has a virtual time, the seconds it has been served. Whoever begins to wait again is set to
the present virtual time (start-time fair queueing: P. Goyal, H. Vin, H. Cheng, SIGCOMM 1996);
an address to CREDIT before it, so that one that asks for little now and then need not wait behind
those who always ask for more. A token counts once it has taken an answer: orders that are
left make no share larger.
"""

import heapq
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Sized
from dataclasses import dataclass, field
from itertools import count
from typing import Generic, Protocol, TypeVar

from app.compute.client import Client

MOST_TOKENS = 30
"""Tokens of one address that count: a class behind a router. More get no larger share."""
CREDIT = 0.1
"""Seconds that an address that has rested is ahead, all its tokens together."""
RECENT = 2.0
"""Seconds that a token counts after it took an answer: who watches a run takes some a second."""
PRUNE = 1024
"""Members that are remembered before those without a debt are forgotten."""

T = TypeVar("T")


class _Waiting(Protocol):
    def __len__(self) -> int: ...


Q = TypeVar("Q", bound=_Waiting)


@dataclass(eq=False, slots=True)
class _Member(Generic[Q]):
    """One that is served in its turn, with what it waits for."""

    waiting: Q
    used: float = 0.0
    queued: bool = False


@dataclass(eq=False, slots=True)
class _Level(Generic[Q]):
    """Members by the time they have been served."""

    heap: list[tuple[float, int, _Member[Q]]] = field(default_factory=list)
    members: dict[Hashable, _Member[Q]] = field(default_factory=dict)
    clock: float = 0.0
    latest: float = 0.0
    credit: float = 0.0
    bound: int = PRUNE
    order: "count[int]" = field(default_factory=count)

    def __len__(self) -> int:
        return len(self.heap)

    def enqueue(self, member: _Member[Q]) -> None:
        """Let a member wait for its turn; whoever is there already stays where it is."""
        if not member.queued:
            member.used, member.queued = max(member.used, self.clock - self.credit), True
            heapq.heappush(self.heap, (member.used, next(self.order), member))

    def next(self) -> _Member[Q]:
        """The one that has been served least; raises IndexError if nobody waits."""
        heap = self.heap
        while True:
            since, _, member = heap[0]
            if member.used <= since:
                if since > self.clock:
                    self.clock = since
                return member
            heapq.heapreplace(heap, (member.used, next(self.order), member))  # charged since

    def leave(self) -> None:
        """The one that is next waits no more."""
        heapq.heappop(self.heap)[2].queued = False

    def charge(self, member: _Member[Q], seconds: float) -> None:
        """Note that a member was served; what it owes is forgotten when nobody waits."""
        member.used += seconds
        if member.used > self.latest:
            self.latest = member.used
        if not self.heap:
            self.clock, self.bound = self.latest, PRUNE
            if not self.credit:
                self.members.clear()
        if len(self.members) > self.bound:
            since = self.clock - self.credit
            self.members = {k: m for k, m in self.members.items() if m.waiting or m.used > since}
            self.bound = 2 * len(self.members) + PRUNE


@dataclass(eq=False, slots=True)
class _Tokens(_Level[deque[T]]):
    """Those of an address."""

    recent: OrderedDict[str, float] = field(default_factory=OrderedDict)
    """When the last of them took an answer, MOST_TOKENS at the most."""

    def note(self, token: str, now: float) -> None:
        """A token takes an answer."""
        self.recent[token] = now
        self.recent.move_to_end(token)
        if len(self.recent) > MOST_TOKENS:
            self.recent.popitem(last=False)

    def shares(self, now: float) -> int:
        """How many have taken answers lately, whether or not they wait right now."""
        since = now - RECENT
        while len(self.recent) > 1 and next(iter(self.recent.values())) < since:
            self.recent.popitem(last=False)
        return len(self.recent)


class FairQueue(Generic[T]):
    """What clients wait for. Whatever was taken must be charged with the time that it took.

    `now` tells the time in seconds.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self.addresses: _Level[_Tokens[T]] = _Level(credit=CREDIT)
        self.waiting: Sized = self.addresses.heap
        """Empty if nobody waits."""

    def __len__(self) -> int:
        """How many addresses wait."""
        return len(self.addresses)

    def is_quick(self) -> bool:
        """Whether the next who is served has asked for little of late."""
        return self.addresses.heap[0][0] < self.addresses.clock

    def push(self, client: Client, item: T, *, first: bool = False) -> None:
        """Put something behind what the same client waits for, or before it."""
        address = self._address(client)
        tokens = address.waiting
        token = tokens.members.get(client.token)
        if token is None:
            token = tokens.members[client.token] = _Member(deque())
        if first:
            token.waiting.appendleft(item)
        else:
            token.waiting.append(item)
        if not token.queued:
            tokens.enqueue(token)
            self.addresses.enqueue(address)

    def pop(self) -> T:
        """What is served next; raises IndexError if nobody waits."""
        address = self.addresses.next()
        tokens = address.waiting
        token = tokens.next()
        item = token.waiting.popleft()
        if not token.waiting:
            tokens.leave()
            if not tokens.heap:
                self.addresses.leave()
        return item

    def took(self, client: Client) -> None:
        """Note that a client took what it had asked for."""
        self._address(client).waiting.note(client.token, self.now())

    def charge(self, client: Client, seconds: float) -> None:
        """Note that a client was served so long.

        Its address has a share for each token that takes its answers, one if there is none, but
        for all of them together one credit.
        """
        address = self._address(client)
        tokens = address.waiting
        token = tokens.members.get(client.token)
        if token:
            tokens.charge(token, seconds)
        if len(tokens.recent) > 1:
            ahead = min(seconds, max(self.addresses.clock - address.used, 0.0))
            seconds = ahead + (seconds - ahead) / tokens.shares(self.now())
        self.addresses.charge(address, seconds)

    def serve(self, client: Client, seconds: float) -> None:
        """Note that a client was served so long at once, while nobody waited."""
        address, among = self._address(client), self.addresses
        address.used = max(address.used, among.clock - among.credit)
        among.clock = max(among.clock, address.used)
        self.charge(client, seconds)

    def _address(self, client: Client) -> _Member[_Tokens[T]]:
        address = self.addresses.members.get(client.address)
        if address is None:
            address = self.addresses.members[client.address] = _Member(_Tokens())
        return address
