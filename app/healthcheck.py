"""`python -m app.healthcheck [port]`: ends with 0 if a server on this machine answers.

It asks over IPv4 and over IPv6, since a server may listen on one of them alone, and a name such as
localhost stands for both only where somebody wrote that down.
"""

import http.client
import sys


def healthy(port: int) -> bool:
    """Whether anything below 500 answers."""
    for host in ("127.0.0.1", "::1"):
        asked = http.client.HTTPConnection(host, port, timeout=2)
        try:
            asked.request("GET", "/healthz")
            if asked.getresponse().status < 500:
                return True
        except (OSError, http.client.HTTPException):
            continue
        finally:
            asked.close()
    return False


if __name__ == "__main__":
    sys.exit(not healthy(int(sys.argv[1]) if sys.argv[1:] else 8000))
