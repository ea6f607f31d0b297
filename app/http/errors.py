"""Errors of FastAPI and its routes are problems; app/http/middleware.py sees to all others."""

from collections.abc import Callable

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from app.http.methods import allowed
from app.problems import Problem


def install(app: FastAPI, missing: Callable[[Request], Response | None]) -> None:
    """Make every error of the app a problem; `missing` may have a page for who reads one."""

    async def nothing_there(request: Request, _: Exception) -> Response:
        page = missing(request)
        detail = "There is nothing at this address."
        return page or Problem("not-found", detail, headers={"Vary": "Accept"}).response()

    app.add_exception_handler(Problem, _of_problem)
    app.add_exception_handler(404, nothing_there)
    app.add_exception_handler(HTTPException, _of_http_exception)


async def _of_problem(_: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return error.response()


async def _of_http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    match error.status_code:
        case 405:
            documented = request.app.state.openapi.value["paths"]
            methods = ", ".join(allowed(request.app.routes, request.scope, documented))
            if request.method == "OPTIONS":
                return Response(status_code=204, headers={"Allow": methods})
            detail = f"This address takes {methods}."
            return Problem("method-not-allowed", detail, headers={"Allow": methods}).response()
        case _:
            return Problem("bad-request", "The request could not be read.").response()
