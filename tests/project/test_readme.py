"""What the README shows is what the program says."""

import asyncio
import doctest
import io
import re
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from app.main import create_app

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
CALLS = re.findall(r"```console\n\$ (.*)\n((?:.*\n)*?)```", README)


@pytest.mark.parametrize(("command", "output"), CALLS, ids=["example", "trace", "problem"])
def test_calls_answer_as_shown(command: str, output: str) -> None:
    # In a thread of its own: the browser tests keep a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(asyncio.run, call(command)).result()
    assert answer.strip() == output.strip()


def test_python_answers_as_shown() -> None:
    blocks = "\n\n".join(re.findall(r"```python\n(.*?)```", README, re.S))
    shown = doctest.DocTestParser().get_doctest(blocks, {}, "README", None, None)
    assert len(shown.examples) >= 3
    report = io.StringIO()
    runner = doctest.DocTestRunner()
    runner.run(shown, out=report.write)
    assert runner.summarize(verbose=False).failed == 0, report.getvalue()


def test_the_picture_is_there() -> None:
    (picture,) = re.findall(r"!\[[^]]{40,}\]\(([^)]+)\)", README)
    assert (Path(__file__).parents[2] / picture).stat().st_size > 20_000


async def call(command: str) -> str:
    """What a curl command of the README answers, sent through the app itself."""
    curl, _, then = command.partition(" | ")
    words = shlex.split(curl)
    options = dict(zip(words, words[1:], strict=False))
    name, _, value = options.get("-H", "Accept: */*").partition(": ")
    transport = httpx.ASGITransport(create_app())
    async with httpx.AsyncClient(transport=transport) as client:
        url = next(w for w in words if w.startswith("http"))
        body = options.get("-d")
        response = await client.request("POST" if body else "GET", url, content=body, headers={name: value})
    if not then:
        return response.text
    python, *arguments = shlex.split(then)
    assert python == "python3"
    done = subprocess.run(
        [sys.executable, *arguments], input=response.content, capture_output=True, check=True
    )
    return done.stdout.decode().replace("\r\n", "\n")
