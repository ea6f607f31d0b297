"""A failed check fails the whole; what follows `run` reaches the server."""

import subprocess
import sys
from pathlib import Path

import pytest

import dev


@pytest.mark.parametrize(
    ("check", "tests", "code"), [(0, 0, 0), (1, 0, 1), (0, 1, 1)], ids=["all", "check", "tests"]
)
def test_the_whole_passes_only_if_every_part_does(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, check: int, tests: int, code: int
) -> None:
    def exits_with(status: int) -> list[str]:
        return [sys.executable, "-c", f"raise SystemExit({status})"]

    (tmp_path / "pytest.py").write_text(f"raise SystemExit({tests})", "utf-8")
    monkeypatch.setattr(dev, "ROOT", tmp_path)  # where `-m pytest` finds the stand-in
    monkeypatch.setattr(dev, "set_up", lambda _: sys.executable)
    monkeypatch.setattr(dev, "prepare_browser", lambda: None)
    monkeypatch.setattr(dev, "prepare_proxies", lambda: None)
    monkeypatch.setattr(dev, "checks", lambda _: {"one": exits_with(check), "two": exits_with(0)})
    assert dev.test([]) == code


def test_workers_keep_what_they_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    kept = [sys.executable, "-c", "import sys; sys.exit(sys.dont_write_bytecode)"]
    assert dev.passes("kept", kept, dev.compiling_once())


def test_checks_run_beside_each_other_and_are_told_one_after_the_other(
    capfd: pytest.CaptureFixture[str],
) -> None:
    meet = "import sys, time; print({0}, flush=True); time.sleep(0.2); print({0}); sys.exit({0})"
    commands = {str(k): [sys.executable, "-c", meet.format(k)] for k in (1, 0, 2)}
    assert dev.failing(commands) == ["1", "2"]
    told = capfd.readouterr().out.split()
    assert told == ["==>", "1", "1", "1", "==>", "0", "0", "0", "==>", "2", "2", "2"]


def test_what_follows_run_goes_to_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []

    def run(command: list[str], **_: object) -> "subprocess.CompletedProcess[str]":
        started.append(command)
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setattr(dev, "set_up", lambda _: "python")
    monkeypatch.setattr(dev, "WINDOWS", True)  # where nothing takes the place of this process
    monkeypatch.setattr(dev.subprocess, "run", run)
    monkeypatch.setattr(dev.os, "chdir", lambda _: None)
    monkeypatch.setattr(dev.sys, "argv", ["dev.py", "run", "--host", "::1", "--help"])
    assert dev.main() == 3
    assert started == [["python", "-m", "app", "--host", "::1", "--help"]]
