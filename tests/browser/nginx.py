"""Debian's nginx as it comes, in front of the app: with a prefix, with compression, with TLS."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.waiting import wait_until

_CONFIGURATION = """
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log off;
    gzip {gzip};
    gzip_types application/json application/jsonl text/css text/javascript;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port}{tls};
        {certificate}
        location {prefix}/ {{
            proxy_pass http://127.0.0.1:{upstream}{strip};
            {headers}
        }}
    }}
}}
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def executable(name: str) -> str:
    """Where a program is; a test that needs it is passed over without, and fails in CI."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"this machine has no {name}")
    return found


@contextmanager
def nginx(
    folder: Path, upstream: int, prefix: str = "", *, strip: bool = True, tells: bool = False,
    gzip: bool = False, tls: bool = False,
) -> Iterator[str]:  # fmt: skip
    """Serve what listens at a port below a prefix; gives the address of the page there.

    `strip`: without its prefix; `tells`: with X-Forwarded-Prefix; `tls`: with a certificate that
    nobody signed.
    """
    port = free_port()
    text = _CONFIGURATION.format(
        folder=folder,
        port=port,
        upstream=upstream,
        prefix=prefix,
        strip="/" if strip else "",
        gzip="on" if gzip else "off",
        tls=" ssl" if tls else "",
        certificate=_certificate(folder) if tls else "",
        headers=f"proxy_set_header X-Forwarded-Prefix {prefix};" if tells else "",
    )
    (folder / "nginx.conf").write_text(text, "utf-8")
    command = [executable("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            _listens(port, process)
            yield f"http{'s' if tls else ''}://localhost:{port}{prefix}/"
        finally:
            process.terminate()


def _certificate(folder: Path) -> str:
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = (
        f"{executable('openssl')} req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
    )
    paths = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*command.split(), *paths], check=True, capture_output=True)
    return f"ssl_certificate {certificate}; ssl_certificate_key {key};"


def _listens(port: int, process: subprocess.Popen[bytes]) -> None:
    def there() -> bool:
        assert process.poll() is None, "nginx did not start"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            return False
        return True

    wait_until(there)
