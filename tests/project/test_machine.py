"""Which browser is found, in which order, and what Debian is asked to install."""

import subprocess
from pathlib import Path

import pytest

from tools import machine


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine with nothing on it but an empty folder on the path."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    monkeypatch.delenv("BACKPROP_LAB_BROWSER", raising=False)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(machine, "USUAL_PLACES", ())
    monkeypatch.setattr(machine, "PLAYWRIGHT_FOLDERS", machine.PLAYWRIGHT_FOLDERS[:1])
    return tmp_path


@pytest.fixture
def debian(bare: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Commands that were run on a Debian that has libatomic1 alone, as root."""
    commands: list[list[str]] = []

    def run(command: list[str], **_: object) -> "subprocess.CompletedProcess[str]":
        if command[0] == "dpkg-query":
            status = "install ok installed" if command[-1] == "libatomic1" else ""
            return subprocess.CompletedProcess(command, 0, stdout=status)
        commands.append(command)
        return subprocess.CompletedProcess(command, 0)

    program(bare / "apt-get")
    monkeypatch.setattr(machine.subprocess, "run", run)
    monkeypatch.setattr(machine.os, "geteuid", lambda: 0, raising=False)
    return commands


def program(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("", "utf-8")
    path.chmod(0o755)
    return str(path)


def test_the_named_browser_comes_first_then_the_systems_then_playwrights(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert machine.find_browser() is None
    own = program(bare / "playwright" / "chromium-1200" / "chrome-linux64" / "chrome")
    assert machine.find_browser() == own
    monkeypatch.setattr(machine, "USUAL_PLACES", (usual := program(bare / "a place" / "edge"),))
    assert machine.find_browser() == usual
    monkeypatch.setattr(machine.shutil, "which", {"google-chrome": "on the path"}.get)
    assert machine.find_browser() == "on the path"
    monkeypatch.setenv("BACKPROP_LAB_BROWSER", "the named one")
    assert machine.find_browser() == "the named one"


def test_debian_is_asked_for_what_is_missing_and_said_so_first(
    debian: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    machine.prepare_browser()
    assert [command[1] for command in debian] == ["update", "install"]
    assert debian[1][-2:] == ["chromium-headless-shell", "fonts-noto-cjk"]
    assert "chromium-headless-shell fonts-noto-cjk" in capsys.readouterr().out.splitlines()[0]


def test_a_browser_that_is_there_is_not_installed_again(
    debian: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACKPROP_LAB_BROWSER", "the named one")
    machine.prepare_browser()
    assert debian[1][-2:] == ["--no-install-recommends", "fonts-noto-cjk"]


def test_who_is_not_root_is_only_told(
    debian: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(machine.os, "geteuid", lambda: 1000, raising=False)
    machine.prepare_browser()
    assert not debian
    assert "chromium-headless-shell fonts-noto-cjk" in capsys.readouterr().out


def test_no_browser_is_an_error_in_ci_alone(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.prepare_browser()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(SystemExit, match="BACKPROP_LAB_BROWSER"):
        machine.prepare_browser()


def test_proxies_are_installed_in_ci_alone(
    debian: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.prepare_proxies()
    assert not debian
    monkeypatch.setenv("CI", "true")
    machine.prepare_proxies()
    assert debian[1][-2:] == ["nginx-light", "libfaketime"]
