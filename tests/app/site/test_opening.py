"""The words of the opening: all that it asks for, in every language, and no more than a part."""

import json
import re

import pytest

from app.site import bundle, opening
from app.site.pages import PAGE
from app.site.paths import STATIC

FILES = {
    path.relative_to(STATIC).as_posix(): path.read_text("utf-8")
    for path in sorted(STATIC.rglob("*"))
    if path.suffix in {".js", ".json"}
}
WHOLE = json.loads(FILES["locales/en.json"])
LANGUAGES = [row["code"] for row in json.loads(FILES["languages.json"])]


def at_once() -> set[str]:
    """Modules that run before anything comes later: the page's own is the last of them."""
    text = bundle.module(FILES, "view/app.js")
    names = re.findall(r"^// ((?:core|view)/\S+\.js)$", text, re.MULTILINE)
    return set(names[: names.index("view/app.js") + 1])


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_the_opening_asks_for_is_there_in_every_language(code):
    words = json.loads(opening.words(FILES, f"locales/{code}.json"))
    whole = json.loads(FILES[f"locales/{code}.json"])
    assert words.items() <= whole.items()
    assert len(json.dumps(words)) < len(json.dumps(whole)) / 4
    asked = {
        key
        for name in at_once()
        if name.startswith("view/")
        for key in re.findall(r"""(?<![\w.])t\(\s*["']([^"']+)["']""", FILES[name])
    }
    assert len(asked) > 50
    assert not asked - words.keys()


def test_every_beginning_is_one_of_a_key():
    for start in opening.LATER:
        assert any(key.startswith(start) for key in WHOLE), start
    assert WHOLE.keys() >= opening.AT_ONCE


def test_every_language_has_its_opening():
    assert {f"locales/{code}.first.json" for code in LANGUAGES} <= PAGE.keys()
