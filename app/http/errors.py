"""Errors of FastAPI and its routes are problems; app/http/middleware.py sees to all others."""

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from app.http.methods import allowed
from app.problems import Problem


def install(app: FastAPI) -> None:
    """Make every error of the app a problem."""
    app.add_exception_handler(Problem, _of_problem)
    app.add_exception_handler(HTTPException, _of_http_exception)


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
