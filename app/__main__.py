"""`backprop-lab`, also `python -m app`: serve the page on this machine."""

import argparse
import os
from collections.abc import Sequence

import uvicorn


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until interrupted. `--host 0.0.0.0` opens the page to a classroom's network."""
    parser = argparse.ArgumentParser(prog="backprop-lab", description="Serve Backprop Lab.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", default=8000, type=int, help="port to listen on")
    parser.add_argument("--root-path", help="where a proxy puts the page, such as /lab")
    options = parser.parse_args(arguments)
    if options.root_path is not None:
        os.environ["BACKPROP_LAB_ROOT_PATH"] = options.root_path
    uvicorn.run(
        "app.main:create_app",
        factory=True,
        host=options.host,
        port=options.port,
        server_header=False,
        proxy_headers=False,  # app/proxies.py believes those that a setting names
        access_log=False,
        timeout_graceful_shutdown=2,  # a run may stay open for an hour
    )


if __name__ == "__main__":
    main()
