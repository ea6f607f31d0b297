"""`backprop-lab`, also `python -m app`: serve the page on this machine."""

import argparse
import logging
import os
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

try:
    import uvicorn

    from app.http.connections import Connections, room
    from app.http.listeners import listen
    from app.http.protocol import Protocol
    from app.memory import give_back, limits_of
except ModuleNotFoundError as error:  # the engine installs alone
    raise SystemExit(
        f'{error.name} is missing; what serves comes with `pip install "backprop-lab[web]"`'
    ) from None

TOP_PORT = 65535


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until interrupted. `--host 0.0.0.0` opens the page to a classroom's network."""
    parser = argparse.ArgumentParser(prog="backprop-lab", description="Serve Backprop Lab.")
    parser.add_argument(
        "--host",
        action="append",
        help="address to listen on, may be given several times (127.0.0.1); "
        "0.0.0.0 is every IPv4 address, :: every address",
    )
    parser.add_argument("--port", default=8000, type=_port, help="port to listen on (8000)")
    parser.add_argument("--root-path", help="where a proxy puts the page, such as /lab")
    parser.add_argument(
        "--access-log", action="store_true", help="log each request, with the client's address"
    )
    options = parser.parse_args(arguments)
    if options.root_path is not None:
        os.environ["BACKPROP_LAB_ROOT_PATH"] = options.root_path
    try:
        limits = limits_of(os.environ)
        sockets = listen(options.host or ["127.0.0.1"], options.port)
    except (OSError, ValueError) as error:
        parser.exit(1, f"backprop-lab cannot start: {error}\n")
    give_back()
    connections, backlog = room(limits)
    bounds = Connections(replace(limits, connections=connections))
    server = uvicorn.Server(
        uvicorn.Config(
            "app.main:create_app",
            factory=True,
            http=partial(Protocol, bounds),  # type: ignore[arg-type]
            ws="none",
            server_header=False,
            proxy_headers=False,  # app/http/proxies.py believes those that a setting names
            access_log=options.access_log,
            backlog=backlog,
            timeout_keep_alive=int(limits.idle_seconds) + 2,  # Connections closes before that
            timeout_graceful_shutdown=2,  # a run may stay open for an hour
        )
    )
    for each in sockets:
        host, port, *_ = each.getsockname()
        address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        logging.getLogger("uvicorn.error").info("Uvicorn running on http://%s", address)
    try:
        server.run(sockets)
    except KeyboardInterrupt:
        return


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > TOP_PORT:
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to {TOP_PORT}; 0: any free")
    return int(text)


if __name__ == "__main__":
    main()
