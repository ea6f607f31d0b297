"""What a bug brings beyond its own file: its words in every catalogue, and its row in the docs."""

import json
from pathlib import Path

import pytest

from engine.bugs import bugs

ROOT = Path(__file__).parents[2]
LOCALES = {
    p.stem: json.loads(p.read_text("utf-8")) for p in (ROOT / "static/locales").glob("*.json")
}


@pytest.mark.parametrize("bug", bugs)
def test_a_bug_has_its_words(bug: str) -> None:
    for language, words in LOCALES.items():
        for part in ("name", "text", "where", "needs"):
            assert f"bug.{bug}.{part}" in words, f"{language}.json needs bug.{bug}.{part}"


@pytest.mark.parametrize("language", LOCALES)
def test_the_words_are_of_bugs_that_are_there(language: str) -> None:
    known = {key.split(".")[1] for key in LOCALES[language] if key.startswith("bug.")}
    assert known == bugs.keys()


def test_names_tell_bugs_apart() -> None:
    for words in LOCALES.values():
        assert len({words[f"bug.{bug}.name"] for bug in bugs}) == len(bugs)


@pytest.mark.parametrize("bug", bugs)
def test_a_bug_has_its_row(bug: str) -> None:
    model = (ROOT / "docs" / "model.md").read_text("utf-8")
    rows = [line for line in model.splitlines() if line.startswith("|")]
    assert any(f"`{bug}`" in row for row in rows), f"docs/model.md needs a row for {bug}"
