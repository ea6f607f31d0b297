"""The page's own files, held in memory under a path that changes whenever one of them does."""

import gzip
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from app.http.negotiation import best
from app.problems import Problem

# Named here, not looked up: some Windows machines think that .js is text/plain.
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
FOR_EVER = "public, max-age=31536000, immutable"
_SMALLER_ZIPPED = {".css", ".js", ".mjs", ".json", ".svg", ".txt"}
_TEXTS = {".css", ".js", ".json"}


@dataclass(frozen=True)
class File:
    """One file: its suffix and its bytes."""

    suffix: str
    content: bytes

    @cached_property
    def zipped(self) -> bytes | None:
        """Its bytes compressed; None where that gains nothing."""
        return _zipped(self.content) if self.suffix in _SMALLER_ZIPPED else None


@cache
def _zipped(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)


class StaticTree:
    """All files below a folder, read once at start, and those made of them."""

    def __init__(
        self, folder: Path, made: Mapping[str, Callable[[Mapping[str, str]], str]] | None = None
    ) -> None:
        """`made`: names of more files, each with what makes its text of all texts by name.

        One that the folder has was built (tools/build_page.mjs), and is served as it is.
        """
        self.files = {
            path.relative_to(folder).as_posix(): File(path.suffix, path.read_bytes())
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix in _TYPES
        }
        texts = {n: f.content.decode() for n, f in self.files.items() if f.suffix in _TEXTS}
        for name, make in (made or {}).items():
            if name not in self.files:
                self.files[name] = File(Path(name).suffix, make(texts).encode())
        digest = hashlib.sha256()
        for name, file in self.files.items():
            digest.update(f"{name}\0{len(file.content)}\0".encode() + file.content)
            file.zipped  # noqa: B018 - at the start, for the largest takes 50 ms
        self.version = digest.hexdigest()[:12]

    async def endpoint(self, request: Request) -> Response:
        """Serve `/static/{version}/{name}`.

        While a server is rolled out, a page of the version before may ask a process of this one:
        it gets the file of the same name, and nothing keeps it.
        """
        file = self.files.get(request.path_params["name"])
        if file is None:
            raise Problem("not-found", "There is no such file.")
        own = request.path_params["version"] == self.version
        headers = {"Cache-Control": FOR_EVER if own else "no-store"}
        content = file.content
        if file.zipped is not None:
            headers["Vary"] = "Accept-Encoding"
            if best(request.headers.get("accept-encoding", ""), ["gzip"]):
                headers["Content-Encoding"] = "gzip"
                content = file.zipped
        return Response(content, headers=headers, media_type=_TYPES[file.suffix])
