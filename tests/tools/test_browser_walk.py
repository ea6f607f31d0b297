"""The page works in the browser that is there, step by step; `tools/browser_walk.py` takes more."""

import re
from pathlib import Path

import pytest

from app.main import create_app
from tests.app.live import serving
from tools.browser_walk import walked
from tools.machine import find_browser

SHEETS = sorted((Path(__file__).resolve().parents[2] / "static" / "css").glob("*.css"))


def test_the_whole_walk_in_the_browser_that_is_there() -> None:
    program = find_browser()
    if program is None:
        pytest.skip("no Chromium is there")
    with serving(create_app()) as origin:
        assert walked(Path(program), origin) is None


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_rule_that_one_browser_does_not_know_begins_a_nested_one(sheet: Path) -> None:
    """Chromium 112 to 121 drops a nested rule that it does not know, and the next one."""
    assert not re.search(r"&::-moz-", sheet.read_text(encoding="utf-8"))
