import gc
import os
import socket
import subprocess
import sys

import pytest
import uvicorn

import app
from app import __main__, healthcheck
from app.http import listeners
from app.limits import Limits
from app.main import create_app
from app.site import paths
from tests.app.live import serving


@pytest.fixture(scope="module", name="app")
def made():
    return create_app(Limits())


@pytest.fixture
def serve(monkeypatch):
    """Starts the command without serving; gives the addresses it would listen on."""

    def run(*arguments):
        listened = []
        monkeypatch.setattr(uvicorn.Server, "run", lambda _, sockets: listened.extend(sockets))
        __main__.main(arguments)
        addresses = [each.getsockname()[:2] for each in listened]
        for each in listened:
            each.close()
        return addresses

    return run


def test_the_command_serves_on_this_machine_unless_told(serve):
    assert [host for host, _ in serve("--port", "0")] == ["127.0.0.1"]
    assert [host for host, _ in serve("--host", "0.0.0.0", "--port", "0")] == ["0.0.0.0"]


def test_several_hosts_share_a_port(serve):
    (one, port), (two, same) = serve("--host", "127.0.0.1", "--host", "127.0.0.2", "--port", "0")
    assert (one, two) == ("127.0.0.1", "127.0.0.2")
    assert port == same
    assert len(serve("--host", "127.0.0.1", "--host", "127.0.0.1", "--port", "0")) == 1


@pytest.mark.parametrize("port", ["99999", "65536", "-1", "x", "", "8000.5"])
def test_a_port_that_is_none_is_refused(serve, capsys, port):
    with pytest.raises(SystemExit) as end:
        serve("--port", port)
    assert end.value.code == 2
    assert "from 0 to 65535" in capsys.readouterr().err


def test_what_cannot_be_listened_on_is_said(serve, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        for arguments in (("--port", port), ("--host", "no.such.host.invalid")):
            with pytest.raises(SystemExit) as end:
                serve(*arguments)
            assert end.value.code == 1
            said = capsys.readouterr().err
            assert said.startswith("backprop-lab cannot start: ")
            assert (port if "--port" in arguments else "no.such.host.invalid") in said


def test_a_setting_that_makes_no_sense_is_said(serve, capsys, monkeypatch):
    monkeypatch.setenv("BACKPROP_LAB_CONNECTIONS", "none")
    with pytest.raises(SystemExit):
        serve("--port", "0")
    assert "BACKPROP_LAB_CONNECTIONS must be a positive int" in capsys.readouterr().err


needs_ipv6 = pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="no IPv6 here")


@needs_ipv6
@pytest.mark.parametrize("hosts", [["::"], ["::1"], ["0.0.0.0"], ["0.0.0.0", "::"], ["localhost"]])
def test_the_check_of_health_finds_the_server(app, hosts):
    sockets = listeners.listen(hosts, 0)
    port = sockets[0].getsockname()[1]
    with serving(app, sockets=sockets):
        assert healthcheck.healthy(port)
    assert not healthcheck.healthy(port)


@needs_ipv6
def test_every_address_means_ipv4_too_unless_that_is_asked_for():
    for hosts, both in ((["::"], True), (["::", "127.0.0.1"], False)):
        sockets = listeners.listen(hosts, 0)
        of = sockets[0].getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY)
        assert bool(of) is not both
        for each in sockets:
            each.close()


def test_one_thread_is_set_before_numpy_loads():
    code = "import app, os, sys; print(os.environ['OPENBLAS_NUM_THREADS'], 'numpy' in sys.modules)"
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "8"}
    said = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["1", "False"]


def test_folders_are_found_inside_or_beside_the_package(tmp_path, monkeypatch):
    package = tmp_path / "app"
    monkeypatch.setattr(paths, "__file__", str(package / "site" / "paths.py"))
    with pytest.raises(FileNotFoundError, match="static"):
        paths._find("static")
    (tmp_path / "static").mkdir()
    assert paths._find("static") == tmp_path / "static"
    (package / "static").mkdir(parents=True)
    assert paths._find("static") == package / "static"


def test_the_version_is_one_number():
    assert app.__version__.count(".") == 2


def test_what_lives_as_long_as_the_server_is_not_looked_through_for_garbage():
    """A full collection takes a tenth of a second for it, in which nobody is answered."""
    gc.unfreeze()
    with serving(create_app(Limits())):
        assert gc.get_freeze_count() > 10_000
