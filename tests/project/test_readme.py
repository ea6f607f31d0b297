"""What the README shows is what the program says."""

import asyncio
import doctest
import io
import json
import re
import shlex
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import httpx
import pytest

from app.main import create_app

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
CALLS = re.findall(r"```console\n\$ (.*)\n((?:.*\n)*?)```", README)


@pytest.mark.parametrize(
    ("command", "output"), CALLS, ids=["example", "trace", "problem", "grading"]
)
def test_calls_answer_as_shown(command: str, output: str) -> None:
    # In a thread of its own: the browser tests keep a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(asyncio.run, call(command)).result()
    assert filtered(command, answer).strip() == output.strip()


def test_python_answers_as_shown() -> None:
    blocks = "\n\n".join(re.findall(r"```python\n(.*?)```", README, re.DOTALL))
    shown = doctest.DocTestParser().get_doctest(blocks, {}, "README", None, None)
    assert len(shown.examples) >= 3
    report = io.StringIO()
    runner = doctest.DocTestRunner()
    runner.run(shown, out=report.write)
    assert runner.summarize(verbose=False).failed == 0, report.getvalue()


def test_the_picture_is_there() -> None:
    (picture,) = re.findall(r"!\[[^]]{40,}\]\(([^)]+)\)", README)
    assert (Path(__file__).parents[2] / picture).stat().st_size > 20_000


def test_the_smallest_versions_are_those_that_are_checked() -> None:
    root = Path(__file__).parents[2]
    python = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    assert f"Python {python['requires-python'].removeprefix('>=')} or newer" in README
    checked = json.loads((root / "package.json").read_text("utf-8"))["browserslist"]
    said = dict(re.findall(r"\b(Chrome or Edge|Firefox|Safari) ([\d.]+)", README))
    assert {name.lower(): version for name, version in said.items()} == {
        name.replace("chrome", "chrome or edge"): version
        for name, version in (browser.split() for browser in checked)
        if name in ("chrome", "firefox", "safari")
    }


async def call(command: str) -> bytes:
    """What a curl command of the README answers, sent through the app itself."""
    words = shlex.split(command.partition(" | ")[0])
    options = dict(pairwise(words))
    name, _, value = options.get("-H", "Accept: */*").partition(": ")
    url = next(w for w in words if w.startswith("http"))
    body = options.get("-d")
    transport = httpx.ASGITransport(create_app())
    async with httpx.AsyncClient(transport=transport, headers={name: value}) as client:
        response = await client.request("POST" if body else "GET", url, content=body)
    return response.content


def filtered(command: str, answer: bytes) -> str:
    """The answer through the pipe behind the call, if there is one."""
    _, _, then = command.partition(" | ")
    if not then:
        return answer.decode()
    python, *arguments = shlex.split(then)
    assert python == "python3"
    done = subprocess.run(
        [sys.executable, *arguments], input=answer, capture_output=True, check=True
    )
    return done.stdout.decode().replace("\r\n", "\n")
