"""Who a request is from, for sharing the processor fairly: a token of the page, and an address."""

import re
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from typing import NamedTuple

from starlette.types import Scope

HEADER = b"x-client-token"
_TOKEN = re.compile(rb"[A-Za-z0-9_-]{8,64}")
LONGEST = 65
"""Bytes of a token that are looked at: one more than it may have."""


class Client(NamedTuple):
    """One that gets a share. Those behind one router have an address in common."""

    address: str
    token: str = ""


def client_of(scope: Scope) -> Client:
    """The client of an ASGI request. A token that is not well-formed counts as none."""
    address = scope["client"][0] if scope.get("client") else ""
    said = [value for name, value in scope["headers"] if name == HEADER]
    return _client(address, said[0][:LONGEST] if said else b"")


@lru_cache(maxsize=1024)
def _client(address: str, said: bytes) -> Client:
    return Client(network(address), said.decode("ascii") if _TOKEN.fullmatch(said) else "")


def network(address: str) -> str:
    """The address, or of a public IPv6 address its /64: one machine has all of those."""
    if ":" not in address:
        return address
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return address
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(IPv6Address(int(found) >> 64 << 64)) if found.is_global else str(found)
