"""Heads that no client should send."""

from random import Random

from tools.fuzz.case import Api, Case, Kind, request, size
from tools.fuzz.samples import CHUNKS, ENCODINGS, LENGTHS, NAMED, NOT_HTTP, ODD_LINES, VALUES

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "FOO")


def large_head(random: Random, api: Api) -> Case:
    """A header, an address or a method of up to 300 KB."""
    long = "x" * size(random, 300_000)
    path = random.choice(api.paths)
    return Case(
        random.choice(
            [
                request(path, headers=f"X-Long: {long}\r\n"),
                request(f"/{long}"),
                request(f"{path}?{long}"),
                request(path, method=long[:50_000].upper()),
                request(path, headers=f"{long[:100_000]}: y\r\n"),
                request(path, headers=f"Cookie: {long}\r\n"),
            ]
        )
    )


def header_flood(random: Random, api: Api) -> Case:
    """Up to 5,000 headers, of one name or of many."""
    same = random.random() < 0.5
    lines = (f"X-{0 if same else k}: y\r\n" for k in range(size(random, 5_000)))
    return Case(request(random.choice(api.paths), headers="".join(lines)))


def odd_head(random: Random, _: Api) -> Case:
    """Nearly HTTP."""
    return Case(random.choice(ODD_LINES).encode("latin-1"))


def not_http(random: Random, _: Api) -> Case:
    """Other protocols, and noise that ends as a head does. Empty lines are no request: a server
    waits for one behind them (RFC 9112, 2.2).
    """
    noise = random.randbytes(size(random, 4_000)) + b"\r\n\r\n"
    data = random.choice([*NOT_HTTP, noise])
    return Case(data, owed=1 if data.strip(b"\r\n") else 0)


def odd_header(random: Random, api: Api) -> Case:
    """Known headers with values that they never have."""
    names = random.choices(NAMED, k=random.randint(1, 4))
    lines = "".join(f"{name}: {random.choice([*VALUES, *ENCODINGS])}\r\n" for name in names)
    return Case(request(random.choice(api.paths), headers=lines))


def any_method(random: Random, api: Api) -> Case:
    """Every address with every method, with a body or without."""
    body = random.choice([b"", b"{}", b"[]", b"x"])
    return Case(request(random.choice(api.paths), body, method=random.choice(METHODS)))


def odd_length(random: Random, api: Api) -> Case:
    """Lengths that are none, and bodies in chunks that are none."""
    path = random.choice(list(api.orders) or api.paths)
    if random.random() < 0.5:
        told = f"Content-Length: {random.choice(LENGTHS)}\r\n"
    else:
        told = "Transfer-Encoding: chunked\r\n" + random.choice(["", "Content-Length: 3\r\n"])
    head = request(path, method="POST", headers=f"Content-Type: application/json\r\n{told}")
    return Case(head + random.choice(CHUNKS).encode())


KINDS: tuple[Kind, ...] = (
    *(large_head, header_flood, odd_head, not_http, odd_header, any_method, odd_length),
)
