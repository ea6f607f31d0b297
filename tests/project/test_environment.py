"""What was begun and not finished is never believed: an environment, an installation, a step."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import environment
from tools.environment import DEVELOPMENT, SERVING, once

Commands = list[list[str]]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose locks name nothing, and no environment."""
    for name in (SERVING, DEVELOPMENT):
        (tmp_path / name).write_text(f"# {name}\n", "utf-8")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    return tmp_path


@pytest.fixture
def commands(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """What is run in place of venv and pip; an environment "has pip" once venv was there."""
    run: Commands = []

    def require(command: list[str], _: object = None) -> None:
        run.append(command)
        if "venv" in command:
            for old in (checkout / ".venv").glob("*"):
                old.unlink()
            (checkout / ".venv").mkdir(exist_ok=True)
            (checkout / ".venv" / "pip").touch()

    monkeypatch.setattr(environment, "require", require)
    monkeypatch.setattr(environment, "has_pip", lambda _: (checkout / ".venv" / "pip").exists())
    return run


def steps(commands: Commands) -> list[str]:
    """What was done, in words, and forgotten."""
    done = ["make" if "venv" in command else command[-1] for command in commands]
    commands.clear()
    return done


def fail_at(word: str, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Let the step with this word in its command end so."""
    go_on = environment.require

    def require(command: list[str], variables: dict[str, str] | None = None) -> None:
        if word in command:
            raise error
        go_on(command, variables)

    monkeypatch.setattr(environment, "require", require)


def test_all_is_made_once(commands: Commands) -> None:
    environment.set_up(SERVING)
    assert steps(commands) == ["make", SERVING]
    environment.set_up(SERVING)
    assert steps(commands) == []


def test_the_lock_for_development_brings_the_one_that_serves(commands: Commands) -> None:
    environment.set_up(DEVELOPMENT)
    environment.set_up(SERVING)
    assert steps(commands) == ["make", DEVELOPMENT]


def test_a_lock_that_changed_is_installed_in_what_is_there(
    commands: Commands, checkout: Path
) -> None:
    environment.set_up(DEVELOPMENT)
    (checkout / SERVING).write_text("# newer\n", "utf-8")
    environment.set_up(SERVING)
    environment.set_up(DEVELOPMENT)  # for the other changed packages below it
    assert steps(commands) == ["make", DEVELOPMENT, SERVING, DEVELOPMENT]


@pytest.mark.parametrize("error", [SystemExit(1), KeyboardInterrupt()], ids=["fails", "is stopped"])
@pytest.mark.parametrize("step", ["venv", "pip"])
def test_a_step_that_does_not_end_well_is_done_again(
    commands: Commands, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    with monkeypatch.context() as first:
        fail_at(step, first, error)
        with pytest.raises(type(error)):
            environment.set_up(SERVING)
    steps(commands)
    environment.set_up(SERVING)
    assert steps(commands) == ["make", SERVING]


def test_a_change_of_packages_that_broke_off_is_not_believed_when_the_lock_is_the_old_one_again(
    commands: Commands, monkeypatch: pytest.MonkeyPatch, checkout: Path
) -> None:
    environment.set_up(SERVING)
    old = (checkout / SERVING).read_text("utf-8")
    (checkout / SERVING).write_text("# newer\n", "utf-8")
    with monkeypatch.context() as first:
        fail_at("pip", first, SystemExit(1))
        with pytest.raises(SystemExit):
            environment.set_up(SERVING)
    steps(commands)
    (checkout / SERVING).write_text(old, "utf-8")
    environment.set_up(SERVING)
    assert steps(commands) == ["make", SERVING]


def test_an_environment_whose_python_was_replaced_is_made_anew(
    commands: Commands, checkout: Path
) -> None:
    environment.set_up(SERVING)
    (checkout / ".venv" / "pip").unlink()  # a newer Python looks for its pip elsewhere
    steps(commands)
    environment.set_up(SERVING)
    assert steps(commands) == ["make", SERVING]


def test_without_ensurepip_it_says_what_is_missing_and_leaves_nothing(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted: list[str] = []
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(environment, "install", wanted.extend)
    with pytest.raises(
        SystemExit, match=r"ensurepip is missing.*apt-get install python3\.\d+-venv"
    ):
        environment.set_up(SERVING)
    assert wanted == [f"python3.{sys.version_info.minor}-venv"]
    assert not (checkout / ".venv").exists()


def test_what_debian_brings_meanwhile_is_used(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    there: list[str] = []
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda _: there or None)
    monkeypatch.setattr(environment, "install", there.extend)
    environment.set_up(SERVING)
    assert steps(commands) == ["make", SERVING]


def test_a_real_environment_without_pip_is_made_whole(checkout: Path) -> None:
    half = [sys.executable, "-m", "venv", "--without-pip", str(checkout / ".venv")]
    subprocess.run(half, check=True)
    assert not environment.has_pip(environment.python_of(checkout / ".venv"))
    python = environment.set_up(SERVING)
    answer = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=True)
    assert os.fsencode(checkout / ".venv") in answer.stdout


def test_no_python_at_all_has_no_pip(tmp_path: Path) -> None:
    assert not environment.has_pip(str(tmp_path / "python"))


def appending(log: Path) -> list[str]:
    return [sys.executable, "-c", f"open({str(log)!r}, 'a').write('x')"]


def test_a_command_runs_again_only_when_its_source_changed(tmp_path: Path) -> None:
    source, stamp, log = tmp_path / "lock", tmp_path / "stamp", tmp_path / "log"
    source.write_text("one", "utf-8")
    once([source], stamp, appending(log))
    once([source], stamp, appending(log))
    assert log.read_text("utf-8") == "x"
    source.write_text("two", "utf-8")
    once([source], stamp, appending(log))
    assert log.read_text("utf-8") == "xx"


def test_a_command_that_failed_is_not_taken_as_done(tmp_path: Path) -> None:
    source, stamp, log = tmp_path / "lock", tmp_path / "stamp", tmp_path / "log"
    source.write_text("one", "utf-8")
    once([source], stamp, appending(log))
    source.write_text("two", "utf-8")
    with pytest.raises(SystemExit):
        once([source], stamp, [sys.executable, "-c", "raise SystemExit(3)"])
    assert not stamp.exists()
