"""Where the app stands below an address, and what proxies say of a request.

The page only uses relative addresses, so a proxy that strips its prefix needs no setting.
What has to name an address in full (a redirect, the type of a problem) knows the prefix from
`BACKPROP_LAB_ROOT_PATH`, or from the `X-Forwarded-Prefix` of a proxy that is trusted. A proxy that
passes its prefix on needs one of the two.
"""

import re

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app.http.security import SecurityHeaders

_PREFIX = re.compile(r"(?:/[\w.~@%+:,=-]+)*", re.ASCII)
LONGEST = 512
"""Characters of a prefix."""


class BehindProxies:
    """Passes requests on as if there were no proxy."""

    def __init__(self, app: ASGIApp, trusted: str = "", root_path: str = "") -> None:
        """`trusted`: addresses and networks of proxies, with commas between.

        Raises ValueError for a root path that is none.
        """
        if not _is_prefix(root_path):
            raise ValueError("a root path begins with / and has no / at its end, as in /lab")
        self.app, self.root_path = app, root_path
        self.proxies = ProxyHeadersMiddleware(app, trusted) if trusted else None  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        below = self.proxies or self.root_path or scope.get("root_path")
        if below and scope["type"] == "http" and (prefix := self._prefix(scope)):
            path = _without(scope["path"].removeprefix(scope.get("root_path", "")), prefix)
            scope.update(root_path=prefix, path=prefix + path)  # the access log reads it, too
            if not path:  # relative addresses count from the last /
                query = scope["query_string"].decode("latin-1")
                there = RedirectResponse(f"{prefix}/{query and '?'}{query}")
                head = {"headers": there.raw_headers}
                SecurityHeaders().complete(head, scope)
                there.raw_headers = head["headers"]
                await there(scope, receive, send)
                return
        await (self.proxies or self.app)(scope, receive, send)  # type: ignore[arg-type]

    def _prefix(self, scope: Scope) -> str:
        """The trusted proxies' prefix, one behind the other as they stand; else what is set."""
        peer = scope["client"][0] if scope.get("client") else None
        if self.proxies and peer in self.proxies.trusted_hosts:
            said = [value for name, value in scope["headers"] if name == b"x-forwarded-prefix"]
            parts = b",".join(said).decode("latin-1").split(",") if said else []
            prefix = "".join(part.strip().rstrip("/") for part in parts)
            if prefix and _is_prefix(prefix):
                return prefix
        return str(self.root_path or scope.get("root_path", ""))


def _is_prefix(text: str) -> bool:
    return len(text) <= LONGEST and _PREFIX.fullmatch(text) is not None


def _without(path: str, prefix: str) -> str:
    """The path as it is without a prefix that a proxy has left in it."""
    rest = path.removeprefix(prefix)
    return rest if rest != path and (not rest or rest.startswith("/")) else path


def path_below(scope: Scope) -> str:
    """The path of a request, counted from where the app stands."""
    return str(scope["path"]).removeprefix(scope.get("root_path", ""))
