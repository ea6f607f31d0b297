"""A refusal of the protocol as an answer of the app, so that it has the headers of all answers."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from app.problems import Problem


def refusal(of: HttpToolsProtocol, problem: Problem) -> RequestResponseCycle:
    """A request in the place of one that is not read; the app answers it with the problem."""
    scope: Any = {
        "type": "http", "asgi": {"version": of.asgi_version, "spec_version": "2.3"},
        "http_version": "1.1", "method": "GET", "scheme": of.scheme, "path": "/",
        "raw_path": b"/", "root_path": of.root_path, "query_string": b"", "headers": [],
        "client": of.client, "server": of.server, "state": of.app_state.copy(),
        "extensions": {"refusal": problem},
    }  # fmt: skip
    return RequestResponseCycle(
        scope, of.transport, of.flow, of.logger, of.access_logger, access_log=False,
        default_headers=of.server_state.default_headers, message_event=asyncio.Event(),
        expect_100_continue=False, keep_alive=False, on_response=of.on_response_complete,
    )  # fmt: skip
