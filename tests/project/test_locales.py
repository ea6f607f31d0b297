"""The words: the same keys in both languages, each one used, Korean free of guessed particles."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLACEHOLDER = re.compile(r"\{\w+\}")

# Which form a particle takes depends on the sound before it, which a placeholder does not tell.
PARTICLE = re.compile(r"\}(?:은|는|이|가|을|를|와|과|으로|로)(?![가-힣])")

# Keys with these beginnings are put together from what the engine or the page knows.
BUILT = (
    "step.", "ask.", "why.", "kind.", "setting.", "option.", "example.", "author.", "errata.",
    "phase.", "grain.", "chart.", "theme.", "legend.", "problem.", "inspector.descent.",
    "data.kind.", "rate.", "until.", "branch.field.", "preset.", "export.", "finding.",
    "table.use.", "table.kind.", "hide.", "share.lost.", "build.remainder.",
    "playground.", "remark.", "about.", "reason.", "term.", "nudge.reason.",
    "proof.worst.", "bug.", "convention.",
    "break.mark.", "break.loss.", "spot.why.", "check.verdict.", "check.result.",
    "check.unread.", "lesson.", "first.", "predict.is.",
    "own.kind.", "own.lacks.", "own.mistakes.what.", "own.step.",
)  # fmt: skip


LANGUAGES = [
    row["code"] for row in json.loads((ROOT / "static" / "languages.json").read_text("utf-8"))
]


def catalogue(language: str) -> dict[str, str]:
    return json.loads((ROOT / "static" / "locales" / f"{language}.json").read_text("utf-8"))


def sources() -> str:
    """All code that may ask for a word."""
    files = [
        *(ROOT / "static" / "core").rglob("*.js"),
        *(ROOT / "static" / "view").rglob("*.js"),
        *(ROOT / "templates").rglob("*.html"),
        *(ROOT / "app").rglob("*.py"),
    ]
    return "\n".join(path.read_text("utf-8") for path in files)


def test_all_languages_have_the_same_keys_and_placeholders() -> None:
    first, *others = map(catalogue, LANGUAGES)
    for other in others:
        assert first.keys() == other.keys()
        differ = {
            key
            for key in first
            if sorted(PLACEHOLDER.findall(first[key])) != sorted(PLACEHOLDER.findall(other[key]))
        }
        assert not differ


def test_every_language_has_its_row_and_its_catalogue() -> None:
    assert sorted(LANGUAGES) == sorted(p.stem for p in (ROOT / "static" / "locales").glob("*.json"))


def test_every_text_says_something() -> None:
    for language in LANGUAGES:
        assert not [key for key, text in catalogue(language).items() if not text.strip()]


def test_every_key_the_code_asks_for_is_there() -> None:
    asked = set(re.findall(r"""(?<![\w.])t\(\s*["']([^"']+)["']""", sources()))
    assert asked
    assert not asked - catalogue("en").keys()


def test_every_beginning_is_put_together_somewhere() -> None:
    code = sources() + "".join(path.read_text("utf-8") for path in (ROOT / "engine").rglob("*.py"))
    assert not [start for start in BUILT if not re.search(rf"""["'`]{re.escape(start)}""", code)]


def test_every_key_is_used() -> None:
    code = sources()
    unused = {
        key
        for key in catalogue("en")
        if not key.startswith(BUILT) and not re.search(rf"""["'`]{re.escape(key)}["'`]""", code)
    }
    assert not unused


def test_korean_has_no_particle_straight_after_a_placeholder() -> None:
    assert PARTICLE.search("{value}를 곱해요")
    assert not {key for key, text in catalogue("ko").items() if PARTICLE.search(text)}
