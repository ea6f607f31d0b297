"""Every way a request can end in an error leads to a problem, also the ones nobody foresaw."""

import logging
from typing import Any

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.compute.watch import ClientLeft
from app.http.methods import allowed
from app.problems import Problem

log = logging.getLogger("backprop_lab")


def install(app: FastAPI) -> None:
    """Make every error of the app a problem."""
    app.add_exception_handler(Problem, _of_problem)
    app.add_exception_handler(HTTPException, _of_http_exception)


class CatchAll:
    """Turns an exception that nobody expected into a problem and logs it for the operator."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer in its place if it fails before it answers."""
        started = False

        async def watching_send(message: Any) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, watching_send)
        except Problem as refusal:
            await refusal.response()(scope, receive, send)
        except (ClientLeft, ClientDisconnect):
            return
        except Exception:
            log.exception("unexpected error")
            if started or scope["type"] != "http":
                raise
            problem = Problem("internal", "Something went wrong here; it has been noted.")
            await problem.response()(scope, receive, send)


async def _of_problem(_: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return error.response()


async def _of_http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    match error.status_code:
        case 404:
            return Problem("not-found", "There is nothing at this address.").response()
        case 405:
            documented = request.app.state.openapi["paths"]
            methods = ", ".join(allowed(request.app.routes, request.scope, documented))
            if request.method == "OPTIONS":
                return Response(status_code=204, headers={"Allow": methods})
            detail = f"This address takes {methods}."
            return Problem("method-not-allowed", detail, headers={"Allow": methods}).response()
        case _:
            return Problem("bad-request", "The request could not be read.").response()
