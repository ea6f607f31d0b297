"""A server of its own on this machine, for what only a socket shows."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import uvicorn

from app.http.connections import Connections
from app.http.protocol import Protocol
from app.limits import Limits


@contextmanager
def serving(
    app: Any,
    limits: Limits | None = None,
    connections: Connections | None = None,
    sockets: list[socket.socket] | None = None,
) -> Iterator[str]:
    """Serve an app from a thread, with limits on its connections; gives its address."""
    protocol: Any = partial(Protocol, connections or Connections(limits or Limits()))
    server = uvicorn.Server(
        uvicorn.Config(
            app, http=protocol, log_level="warning", timeout_graceful_shutdown=1, lifespan="auto"
        )
    )
    sockets = sockets or [socket.create_server(("127.0.0.1", 0))]
    with sockets[0] as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": sockets})
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
