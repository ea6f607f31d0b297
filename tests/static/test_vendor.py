"""What is vendored is what the manifest says, and loads nothing from elsewhere."""

import hashlib
import json
import re
from pathlib import Path

import pytest

VENDOR = Path(__file__).parents[2] / "static" / "vendor"
PACKAGES = json.loads((VENDOR / "manifest.json").read_text("utf-8"))["packages"]
FILES = {file: digest for package in PACKAGES for file, digest in package["files"].items()}
SHEETS = sorted(VENDOR.rglob("*.css"))
SCRIPTS = sorted(VENDOR.rglob("*.js"))


@pytest.mark.parametrize("file", FILES)
def test_file_has_the_listed_hash(file: str):
    assert hashlib.sha256((VENDOR / file).read_bytes()).hexdigest() == FILES[file]


def test_no_unlisted_file():
    there = {p.relative_to(VENDOR).as_posix() for p in VENDOR.rglob("*") if p.is_file()}
    assert there - {"manifest.json"} == set(FILES)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_package_says_where_it_comes_from(package: dict):
    assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
    assert package["source"].endswith(f"{package['name']}@{package['version']}")
    assert package["integrity"].startswith("sha512-")
    assert package["licence"] in {"MIT", "Apache-2.0", "OFL-1.1"}
    assert any(file.startswith("licences/LICENSE") for file in package["files"])


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda file: file.name)
def test_sheet_loads_only_its_neighbours(sheet: Path):
    text = sheet.read_text("utf-8")
    assert "@import" not in text
    for address in re.findall(r"url\(\s*[\"']?(.*?)[\"']?\s*\)", text):
        assert address.startswith("data:") or (sheet.parent / address).is_file(), address


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda file: file.name)
def test_script_loads_nothing_from_another_host(script: Path):
    loads = r"""\b(?:from|import|fetch|importScripts|Worker|EventSource)\s*\(?\s*["'`]"""
    assert not re.search(loads + r"(?:https?:|wss?:)?//", script.read_text("utf-8"))


@pytest.mark.parametrize("file", SHEETS + SCRIPTS, ids=lambda file: file.name)
def test_no_link_to_a_source_map(file: Path):
    assert not re.search(r"[#@]\s*sourceMappingURL=\S+\.map", file.read_text("utf-8"))


def test_every_font_is_used_by_a_sheet():
    used = {
        (sheet.parent / address).resolve()
        for sheet in SHEETS
        for address in re.findall(r"url\([\"']?([^)\"']+\.woff2)", sheet.read_text("utf-8"))
    }
    assert used == {font.resolve() for font in VENDOR.rglob("*.woff2")}


def test_page_faces_hold_the_words_of_the_page():
    for file, family, language in (
        ("inter", "Page Latin", "en"),
        ("pretendard", "Page Hangul", "ko"),
    ):
        held = {
            letter
            for rule in re.findall(r"@font-face \{[^}]+\}", sheet_of(file))
            if family in rule
            for first, last in re.findall(r"U\+(\w+)(?:-(\w+))?", rule)
            for letter in range(int(first, 16), int(last or first, 16) + 1)
        }
        catalogue = (VENDOR.parent / "locales" / f"{language}.json").read_text("utf-8")
        wanted = {letter for letter in catalogue if letter.isalpha()}
        missing = {letter for letter in wanted if ord(letter) not in held}
        assert missing == set(), "run: python -m tools.vendor"


def sheet_of(name: str) -> str:
    return (VENDOR / name / f"{name}.css").read_text("utf-8")
