"""Whom a request is for: the names that this server answers to."""

import re

from starlette.types import Scope

from app.problems import Problem

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
"""Always allowed: no name that somebody else could let point here."""
_NAME = re.compile(r"(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]")
_PORT = re.compile(r":\d*$")


class Hosts:
    """Checks the field Host (RFC 9112, 3.2): once in a request, and with one of the names."""

    def __init__(self, names: str = "") -> None:
        """`names`: with commas between, `*.` before one for all below it; empty for any name.

        Raises ValueError for what is no name.
        """
        listed = [name.strip().lower() for name in names.split(",") if name.strip()]
        if wrong := [name for name in listed if not _NAME.fullmatch(name)]:
            raise ValueError(f"{wrong[0]} is no name of a host, without port, or *. before one")
        self.names = frozenset([*listed, *LOOPBACK]) if listed else None

    def check(self, scope: Scope) -> None:
        """Raise Problem, 400, for a request that names no host, several or another one."""
        given = [value for name, value in scope["headers"] if name == b"host"]
        if len(given) > 1 or (not given and scope["http_version"] == "1.1"):
            raise Problem("bad-request", "A request must have the field Host, and have it once.")
        if self.names is not None and not self._is_ours(*given):
            raise Problem("unknown-host", "The field Host names no host of this server.")

    def _is_ours(self, given: bytes = b"") -> bool:
        name = _PORT.sub("", given.decode("latin-1")).lower().removesuffix(".")
        labels = name.split(".")
        above = (f"*.{'.'.join(labels[k:])}" for k in range(1, len(labels)))
        return self.names is None or not self.names.isdisjoint([name, *above])
