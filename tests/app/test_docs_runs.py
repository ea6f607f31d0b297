"""What docs/runs.md shows is what a server answers."""

import doctest
import io
import re
import shlex
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import httpx
import pytest

from app.limits import Limits
from app.main import create_app
from tests.app.live import serving

TEXT = (Path(__file__).parents[2] / "docs" / "runs.md").read_text("utf-8")
CALLS = re.findall(r"```console\n\$ (.*)\n((?:.*\n)*?)```", TEXT)
HERE = "http://localhost:8000"


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    with serving(create_app(Limits())) as address:
        yield address


@pytest.mark.parametrize(("command", "output"), CALLS, ids=["lines", "events", "spread"])
def test_calls_answer_as_shown(origin: str, command: str, output: str) -> None:
    curl, options, url, *rest = shlex.split(command)
    assert (curl, options) == ("curl", "-sN")
    headers = dict(h.split(": ") for flag, h in pairwise(rest) if flag == "-H")
    body = rest[rest.index("-d") + 1]
    answer = httpx.post(url.replace(HERE, origin), content=body, headers=headers)
    assert answer.text.strip() == output.strip()


def test_python_answers_as_shown(origin: str) -> None:
    code = "\n".join(re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)).replace(HERE, origin)
    shown = doctest.DocTestParser().get_doctest(code, {}, "runs.md", None, None)
    assert len(shown.examples) >= 10
    report, runner = io.StringIO(), doctest.DocTestRunner()
    runner.run(shown, out=report.write, clear_globs=False)
    shown.globs["lab"].close()
    assert runner.summarize(verbose=False).failed == 0, report.getvalue()


def test_every_field_of_an_order_is_told() -> None:
    schemas = create_app(Limits()).state.openapi.value["components"]["schemas"]
    for name in schemas["RunRequest"]["properties"].keys() - {"experiment"}:
        assert f"| `{name}` |" in TEXT
    answers = TEXT[TEXT.index("## Answers") :]
    for name in schemas["AnswerRequest"]["properties"].keys() - {"experiment"}:
        assert re.search(rf'[`"]{name}[`"]', answers)
