"""Routes that compute an answer to a posted body. They are ASGI apps: what FastAPI and Starlette
do around a function takes longer than a small trace. FastAPI describes them all the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import cleandoc
from typing import Any, Generic, TypeVar

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from app.api.openapi import errors
from app.compute.client import client_of
from app.compute.scheduler import Scheduler
from app.http.negotiation import best
from app.limits import Limits
from app.lru_cache import ByteLRU
from app.parsing.body import JSON, body_of
from app.parsing.request_reader import RequestReader
from app.schemas.compute_request import Request
from engine.pausing import Pausing

BINARY = "application/octet-stream"
OFFERED, ANY = (JSON, BINARY), b"*/*"

R = TypeVar("R", bound=Request)
Compute = Callable[[R, bool], Pausing[bytes | Response]]
"""What is answered to a request, given whether it is to be binary."""


class Computing(Generic[R]):
    """Reads a body, computes in turns with others, answers."""

    def __init__(
        self,
        limits: Limits,
        scheduler: Scheduler,
        reader: RequestReader[R],
        compute: Compute[R],
        *,
        binary: bool = False,
        keep: Callable[[R], bool] | None = None,
    ) -> None:
        """`binary`: whether the answer is also given as raw numbers; `keep`: to which requests it
        is kept for who posts the same body.
        """
        self.limits, self.scheduler, self.reader = limits, scheduler, reader
        self.compute, self.binary, self.keep = compute, binary, keep
        self.cache = ByteLRU[bytes]()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request. Raises Problem."""
        told = dict(scope["headers"])
        body = await body_of(told, receive, self.limits.body_bytes, JSON)
        accept = told.get(b"accept", ANY)
        binary = self.binary and accept != ANY and best(accept.decode("latin-1"), OFFERED) == BINARY
        answer = self.cache.get((binary, body)) if self.keep else None
        if answer is None:
            work = self._work(body, binary)
            found = await self.scheduler.result(client_of(scope), work, receive)
            if isinstance(found, Response):
                await found(scope, receive, send)
                return
            answer = found
        kind = (b"content-type", BINARY.encode() if binary else b"application/json")
        headers = [(b"content-length", b"%d" % len(answer)), kind]
        if self.binary:
            headers.insert(0, (b"vary", b"Accept"))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": answer})

    def _work(self, body: bytes, binary: bool) -> Pausing[bytes | Response]:
        request = yield from self.reader.parse(body)
        yield
        answer = yield from self.compute(request, binary)
        if self.keep and type(answer) is bytes and self.keep(request):
            self.cache.put_again((binary, body), answer, len(body) + len(answer))
        return answer


@dataclass(frozen=True)
class Noun:
    """A noun of the API to which requests are posted."""

    path: str
    app: Computing[Any]
    described: APIRouter


def noun(
    path: str, app: Computing[R], *, tag: str, summary: str, request: str,
    examples: Mapping[str, tuple[str, dict[str, Any]]], answers: Any = None,
    responses: Mapping[int | str, Any] | None = None,
) -> Noun:  # fmt: skip
    """A noun, described by the docstring of what computes it.

    `request` is the name of the request's schema, `examples` are a summary and a value by name,
    `answers` is the model of the answer.
    """
    described, compute = APIRouter(tags=[tag]), app.compute
    posted = {name: {"summary": text, "value": value} for name, (text, value) in examples.items()}
    content = {"schema": {"$ref": f"#/components/schemas/{request}"}, "examples": posted}

    async def answered_before() -> None:
        """The ASGI app stands in front of this."""

    described.add_api_route(
        path,
        answered_before,
        methods=["POST"],
        name=compute.__name__,
        description=cleandoc(compute.__doc__ or ""),
        summary=summary,
        response_model=answers,
        response_class=Response if answers is None else JSONResponse,
        responses={**(responses or {}), **errors(400, 413, 415, 422, 500)},
        openapi_extra={"requestBody": {"required": True, "content": {JSON: content}}},
    )
    return Noun(path, app, described)


def as_bytes(what: str, then: str) -> dict[int | str, dict[str, Any]]:
    """The description of an answer that is also given as a header and raw numbers."""
    layout = (
        f"{what}. As application/octet-stream: the length of a header as little-endian uint32, "
        f"the header (this document without `values`, spaces behind it), then {then}."
    )
    content = {BINARY: {"schema": {"type": "string", "format": "binary"}}}
    return {200: {"description": layout, "content": content}}
