"""What the image's own health check says of a server, over IPv4 and over IPv6."""

import json
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.app.process import started

RECIPE = (Path(__file__).parents[2] / "Dockerfile").read_text("utf-8")


def command(instruction: str) -> list[str]:
    """The words of an instruction in the form of a list."""
    (words,) = re.findall(rf"{instruction}(?: --\S+| \\\n *)*(?: CMD)? (\[.*\])", RECIPE)
    return json.loads(words)


def healthy(port: int) -> bool:
    """What the check says, asked of this port."""
    python, *arguments, asked = command("HEALTHCHECK")
    assert (python, asked) == ("python", "8000")
    return not subprocess.run([sys.executable, *arguments, str(port)], check=False).returncode


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_the_health_check_finds_a_server_whatever_it_listens_on(tmp_path, host: str) -> None:
    if host == "::1":
        try:
            socket.create_server(("::1", 0), family=socket.AF_INET6).close()
        except OSError:
            pytest.skip("this machine has no IPv6")
    with started(tmp_path / "log", "--host", host) as server:
        assert healthy(server.port)
    assert not healthy(server.port)


def test_the_image_listens_where_the_check_looks() -> None:
    assert command("\nCMD")[:3] == ["python", "-m", "app"]
    assert "8000" in command("\nCMD")
    assert "EXPOSE 8000" in RECIPE


def test_nobody_in_particular_runs_it_and_nothing_is_written() -> None:
    assert "USER 65534:65534" in RECIPE
    assert "PYTHONDONTWRITEBYTECODE=1" in RECIPE.rpartition("FROM ")[2]
