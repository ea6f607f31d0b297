"""Requests in a row, and requests that are left, kept half done or sent in small pieces."""

from random import Random

from tools.fuzz.case import Api, Case, Kind, request, size
from tools.fuzz.heads import odd_head


def pipelined(random: Random, api: Api) -> Case:
    """Up to fifty requests sent at once, seldom a thousand, each of which is owed an answer."""
    paths = [p for p in api.paths if "api" not in p] or list(api.paths)
    count = random.randint(2, 50 if random.random() < 0.9 else 1000)
    return Case(b"".join(request(random.choice(paths)) for _ in range(count)), owed=count)


def pipelined_after_bad(random: Random, api: Api) -> Case:
    """Good requests behind one that is no HTTP: the first is owed an answer at least."""
    good = request(random.choice(api.paths))
    return Case(odd_head(random, api).data + good * random.randint(1, 9))


def half_head(random: Random, api: Api) -> Case:
    """A head that breaks off; the client leaves, or seldom stays."""
    whole = request(random.choice(api.paths), headers="X-More: y\r\n" * random.randint(0, 9))
    stays = random.random() < 0.05
    return Case(whole[: random.randrange(len(whole) - 1)], owed=0, stays=stays)


def half_body(random: Random, api: Api) -> Case:
    """A body that breaks off; the client leaves, or seldom stays."""
    path = random.choice(list(api.orders) or api.paths)
    whole = request(path, b" " * size(random, 2_000_000))
    part = whole[: whole.index(b"\r\n\r\n") + 4 + random.randrange(size(random, len(whole)))]
    return Case(part[:-1], owed=0, stays=random.random() < 0.05)


def slow_head(random: Random, api: Api) -> Case:
    """A head that comes in small pieces."""
    whole = request(random.choice(api.paths), headers="X-Slow: y\r\n")
    return in_pieces(whole, random)


def slow_body(random: Random, api: Api) -> Case:
    """A body that comes in small pieces."""
    path = random.choice(list(api.orders) or api.paths)
    return in_pieces(request(path, b"{" + b" " * size(random, 3_000)), random)


def in_pieces(whole: bytes, random: Random) -> Case:
    """The same bytes in up to twelve parts."""
    ends = sorted(random.sample(range(1, len(whole)), k=min(12, len(whole) - 1)))
    parts = [whole[a:b] for a, b in zip([0, *ends], [*ends, len(whole)], strict=True)]
    return Case(parts[0], pieces=tuple(parts[1:]))


KINDS: tuple[Kind, ...] = (
    *(
        pipelined,
        pipelined_after_bad,
        half_head,
        half_body,
        slow_head,
        slow_body,
    ),
)
