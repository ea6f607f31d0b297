"""The catalogues of the page's languages, for words that stand in files."""

import json
from functools import cache

from app.site.paths import STATIC


@cache
def languages() -> tuple[str, ...]:
    """Codes, the usual language first."""
    table = json.loads((STATIC / "languages.json").read_text("utf-8"))
    return tuple(row["code"] for row in table)


@cache
def words(language: str) -> dict[str, str]:
    """Texts by key."""
    found: dict[str, str] = json.loads((STATIC / "locales" / f"{language}.json").read_text("utf-8"))
    return found
