"""The set-up installs when a lock changed, and only then; a failed check fails the whole."""

import sys
from pathlib import Path

import pytest

import dev


def test_a_command_runs_again_only_when_its_source_changed(tmp_path: Path) -> None:
    source, stamp, log = tmp_path / "lock", tmp_path / "stamp", tmp_path / "log"
    command = [sys.executable, "-c", f"open({str(log)!r}, 'a').write('x')"]
    source.write_text("one", "utf-8")
    dev.once(source, stamp, command)
    dev.once(source, stamp, command)
    assert log.read_text("utf-8") == "x"
    source.write_text("two", "utf-8")
    dev.once(source, stamp, command)
    assert log.read_text("utf-8") == "xx"


def test_a_command_that_failed_is_not_taken_as_done(tmp_path: Path) -> None:
    source, stamp = tmp_path / "lock", tmp_path / "stamp"
    source.write_text("one", "utf-8")
    with pytest.raises(SystemExit):
        dev.once(source, stamp, [sys.executable, "-c", "raise SystemExit(3)"])
    assert not stamp.exists()


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
    monkeypatch.setattr(dev, "checks", lambda _: {"one": exits_with(check), "two": exits_with(0)})
    assert dev.test([]) == code
