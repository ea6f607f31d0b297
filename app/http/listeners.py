"""Sockets to listen on."""

import contextlib
import errno
import socket
from collections.abc import Sequence
from typing import Any

ABSENT = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)
"""How binding fails where the machine has no such address, as one without IPv6."""
UNSENT = 32 * 1024
"""Bytes that a connection's socket takes beyond what is on its way. The system's own bound is some
megabytes: so much would be computed ahead for a client that does not read."""


def listen(hosts: Sequence[str], port: int) -> list[socket.socket]:
    """Sockets on every address of each host, all with one port; port 0 is any that is free.

    `::` takes IPv4 as well, unless another host does. Raises OSError that says which host.
    """
    found = {host: _addresses(host) for host in hosts}
    both = all(family == socket.AF_INET6 for each in found.values() for family, _ in each)
    sockets: dict[Any, socket.socket] = {}
    try:
        for host, addresses in found.items():
            absent = None
            for family, (name, _, *scope) in addresses:
                try:
                    if (name, *scope) not in sockets:
                        sockets[name, *scope] = _bound(family, (name, port, *scope), both)
                except OSError as error:
                    if error.errno not in ABSENT:
                        raise OSError(f"{host}, port {port}: {error.strerror}") from None
                    absent = error
                else:
                    port = sockets[name, *scope].getsockname()[1]
            if absent and not any((a[0], *a[2:]) in sockets for _, a in addresses):
                raise OSError(f"{host}: {absent.strerror}")
    except OSError:
        for each in sockets.values():
            each.close()
        raise
    return list(sockets.values())


def _addresses(host: str) -> list[tuple[int, Any]]:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError):
        raise OSError(f"{host} is no address of this machine") from None
    return [(family, address) for family, _, _, _, address in found]


def _bound(family: int, address: Any, both: bool) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        if hasattr(socket, "SO_REUSEPORT"):  # on Windows SO_REUSEADDR means something else
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            only = not (both and address[0] == "::")
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, only)
        if hasattr(socket, "TCP_NOTSENT_LOWAT"):
            with contextlib.suppress(OSError):  # accepted connections inherit it
                made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, UNSENT)
        made.bind(address)
    except OSError:
        made.close()
        raise
    return made
