"""The virtual environment in .venv, which belongs to dev.py, and steps that run once."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from tools.machine import install

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN, EXE = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")

SERVING, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"
HELD = {SERVING: [SERVING], DEVELOPMENT: [DEVELOPMENT, SERVING]}
"""Locks by what installs all that they name: the one for development holds the one that serves."""


def set_up(lock_name: str) -> str:
    """Path of the Python of .venv, with what the lock names installed in it.

    The stamp goes before an installation and comes back after it. So an environment without one
    was never finished, whatever it holds, and is made anew.
    """
    python, stamp = python_of(VENV), VENV / "installed.stamp"
    if not (stamp.exists() and has_pip(python)):
        make_venv(VENV)
    once(
        [ROOT / name for name in HELD[lock_name]],
        stamp,
        [python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock_name],
    )
    return python


def python_of(folder: Path) -> str:
    """The Python of a virtual environment, whether it is there or not."""
    return str(folder / BIN / f"python{EXE}")


def has_pip(python: str) -> bool:
    """Whether that Python starts and finds its pip: not so after the system got a newer Python."""
    try:
        asked = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False)
    except OSError:
        return False
    return asked.returncode == 0


def make_venv(folder: Path) -> str:
    """An empty environment with pip, in place of what is there; gives its Python."""
    if not importlib.util.find_spec("ensurepip"):  # Debian packs it apart
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        install([package])
        importlib.invalidate_caches()
        if not importlib.util.find_spec("ensurepip"):
            raise SystemExit(
                f"{sys.executable} cannot make virtual environments: its module ensurepip is "
                f"missing. On Debian and Ubuntu `sudo apt-get install {package}` brings it. "
                "Nothing was changed; run this again afterwards."
            )
    require([sys.executable, "-m", "venv", "--clear", str(folder)])
    return python_of(folder)


def once(sources: list[Path], stamp: Path, command: list[str]) -> None:
    """Run the command unless it has run since the first source changed.

    The stamp then says what all sources held. While the command runs there is none: what it
    leaves behind when it fails or is killed is not taken as done.
    """
    digests = [hashlib.sha256(source.read_bytes()).hexdigest() for source in sources]
    if stamp.exists() and digests[0] in stamp.read_text("utf-8").split():
        return
    print(f"Installing what {sources[0].name} names ...", flush=True)
    stamp.unlink(missing_ok=True)
    require(command)
    stamp.write_text("\n".join(digests), "utf-8")


def require(command: list[str], environment: dict[str, str] | None = None) -> None:
    """Run a command; raises SystemExit with its code if it fails."""
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    if code:
        raise SystemExit(code)
