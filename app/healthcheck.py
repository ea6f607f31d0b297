"""`python -m app.healthcheck [port]`: whether the server on this machine answers, as exit code."""

import sys
from collections.abc import Sequence
from contextlib import closing
from http.client import HTTPConnection, HTTPException

HERE = ("127.0.0.1", "::1")
"""Not localhost: not every machine knows that as IPv6."""


def main(arguments: Sequence[str]) -> int:
    """0 if it does, on either address; a proxy that the environment names is not asked."""
    port = int(arguments[0]) if arguments else 8000
    return 0 if any(answers(host, port) for host in HERE) else 1


def answers(host: str, port: int) -> bool:
    """Whether a server there says that it is up."""
    try:
        with closing(HTTPConnection(host, port, timeout=2)) as connection:
            connection.request("GET", "/healthz", headers={"Connection": "close"})
            return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
