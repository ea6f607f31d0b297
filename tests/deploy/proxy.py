"""Proxies as `deploy/` sets them up, run on ports of this machine."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.waiting import wait_until

DEPLOY = Path(__file__).parents[2] / "deploy"
AROUND = """
{user}
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {server}
}}
"""


def program(name: str) -> str:
    """A proxy that may not be there: then the test is left out, but in CI it fails."""
    beside = Path(sys.executable).parent
    found = next(
        filter(None, (shutil.which(name, path=p) for p in (beside, None, "/usr/sbin"))), None
    )
    if not found and os.environ.get("CI"):
        pytest.fail(f"CI is set, but {name} is not there.")
    return found or pytest.skip(f"{name} is not there")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@contextmanager
def nginx(folder: Path, servers: list[int]) -> Iterator[str]:
    """`deploy/nginx.conf` before servers on these two ports; gives its address."""
    binary, port = program("nginx"), free_port()
    server = (DEPLOY / "nginx.conf").read_text("utf-8").replace("listen 80;", f"listen {port};")
    for written, there in zip((8001, 8002), servers, strict=True):
        assert f"127.0.0.1:{written} " in server
        server = server.replace(f"127.0.0.1:{written} ", f"127.0.0.1:{there} ")
    user = "user root;" if os.geteuid() == 0 else ""
    whole = folder / "nginx.conf"
    whole.write_text(AROUND.format(user=user, folder=folder, server=server), "utf-8")
    command = [binary, "-e", str(folder / "error.log"), "-p", str(folder), "-c", str(whole)]
    with subprocess.Popen(command) as process:
        try:
            _wait(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
    log = (folder / "error.log").read_text("utf-8")
    assert not re.findall(r"\[(?:emerg|alert|crit)\].*", log)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until it listens; who has ended never will."""

    def listens() -> bool:
        assert process.poll() is None, "the proxy has ended"
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    wait_until(listens)
