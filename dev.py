#!/usr/bin/env python3
"""Set up, run and check Backprop Lab; needs nothing but Python 3.11 or newer."""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older one shall read why it ends
    sys.exit("Backprop Lab needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")

import argparse
import os
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from tools.environment import (
    BIN,
    DEVELOPMENT,
    ROOT,
    SERVING,
    VENV,
    make_venv,
    once,
    require,
    set_up,
)
from tools.machine import prepare_browser, prepare_proxies

if TYPE_CHECKING:
    from collections.abc import Mapping

WINDOWS = os.name == "nt"

Command = list[str]

# Each worker has a server and a browser of its own; one that has nothing left takes tests over
# from another. There is one more than cores, up to four: a test in a browser waits for frames.
# What is given on the command line comes after this and wins: `-n0` is one process.
WORKERS = ["-n", str(min(4, (os.cpu_count() or 1) + 1)), "--dist", "worksteal"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser(
        "run", add_help=False, help="set up and serve the app; what follows goes to the server"
    )
    commands.add_parser("test", help="set up and run every check; what follows goes to pytest")
    commands.add_parser("lock", help="write the locks anew, after a change of dependencies")
    options, rest = parser.parse_known_args()
    if rest and options.command == "lock":
        parser.error(f"unknown: {' '.join(rest)}")
    if options.command == "run":
        return run(rest)
    return test(rest) if options.command == "test" else lock()


def run(server_arguments: list[str]) -> int:
    command = [set_up(SERVING), "-m", "app", *server_arguments]
    os.chdir(ROOT)
    if not WINDOWS:
        os.execv(command[0], command)  # in place of this process, so that signals reach the server
    return subprocess.run(command, check=False).returncode


def test(pytest_arguments: list[str]) -> int:
    """Every check runs, whatever fails beside it; the tests come last and have the last word."""
    python = set_up(DEVELOPMENT)
    prepare_browser()
    prepare_proxies()
    failed = failing(checks(python))
    if failed:
        print(f"\nFailed before the tests: {', '.join(failed)}")
    tests = passes("tests", [python, "-m", "pytest", *WORKERS, *pytest_arguments], compiling_once())
    return 0 if tests and not failed else 1


def checks(python: str) -> dict[str, Command]:
    image = {} if WINDOWS else {"hadolint": [str(VENV / BIN / "hadolint"), "Dockerfile"]}
    return {
        "mypy": [python, "-m", "mypy"],  # takes longest
        "ruff check": [python, "-m", "ruff", "check"],
        "ruff format": [python, "-m", "ruff", "format", "--check"],
        **image,  # hadolint is not packed for Windows
        **page_checks(),
    }


def page_checks() -> dict[str, Command]:
    """Types, lint and format of static/: with Node.js and npm, which CI must have."""
    npm = shutil.which("npm")
    if not npm:
        if os.environ.get("CI"):
            raise SystemExit("CI is set, but npm is not there to check static/.")
        print("Node.js and npm are not there: the checks of static/ are left out.")
        return {}
    once(
        [ROOT / "package-lock.json"],
        ROOT / "node_modules" / ".stamp",
        [npm, "ci", "--ignore-scripts", "--loglevel=error"],
    )
    names = ("format", "lint", "types", "support")
    return {f"npm run {name}": [npm, "run", "-s", name] for name in names}


def lock() -> int:
    """Locks for every system and Python, from the public index, whatever this machine is set to."""
    public = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "UV_"))}
    resolve = [
        *("-m", "uv", "pip", "compile", "pyproject.toml", "--no-config", "--quiet", "--upgrade"),
        *("--extra", "web", "--extra", "tables", "--universal"),
        *("--python-version", "3.11", "--fork-strategy", "fewest"),
        *("--generate-hashes", "--no-header", "--no-emit-index-url", "--no-emit-find-links"),
    ]
    same = ["--group", "dev", "--constraint", SERVING]
    with tempfile.TemporaryDirectory() as folder:
        python = make_venv(Path(folder))
        require([python, "-m", "pip", "install", "--quiet", "uv"])
        require([python, *resolve, "-o", SERVING], public)
        require([python, *resolve, *same, "-o", DEVELOPMENT], public)
    if npm := shutil.which("npm"):
        require([npm, "update", "--package-lock-only", "--ignore-scripts", "--loglevel=error"])
    return 0


def failing(checks: dict[str, Command]) -> list[str]:
    """Run as many checks at a time as there are cores; each says what it has to say on its own."""

    def check(command: Command) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            command, cwd=ROOT, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )

    failed = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, done in zip(checks, pool.map(check, checks.values()), strict=True):
            print(f"\n==> {name}", done.stdout.decode("utf-8", "replace"), sep="\n", flush=True)
            if done.returncode:
                failed.append(name)
    return failed


def passes(name: str, command: Command, environment: Mapping[str, str] | None = None) -> bool:
    print(f"\n==> {name}", flush=True)
    return subprocess.run(command, cwd=ROOT, check=False, env=environment).returncode == 0


def compiling_once() -> dict[str, str]:
    """The environment, but that Python keeps what it compiled: where it must not, every worker and
    every server that a test starts compiles all of the sources on its own."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


if __name__ == "__main__":
    sys.exit(main())
