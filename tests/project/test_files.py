"""What the tracked files must not hold, and what the locks must."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ["requirements.lock", "requirements-dev.lock"]

# Written so that this file does not match itself.
REGISTRY = re.compile(r"https?://[^\s\"']*(?:p[y]pi|python[h]osted|npm[j]s|d[e]bian)\.")
MACHINE = re.compile(r"(?<![\w.])/(?:root|w[o]rk|home/\w+|Users/\w+)/")


def tracked(*patterns: str) -> list[Path]:
    command = ["git", "ls-files", "-z", "--", *patterns]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    names = answer.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def ours() -> list[Path]:
    return [path for path in tracked() if "vendor" not in path.relative_to(ROOT).parts]


def text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="replace")


@pytest.mark.parametrize("unwanted", [REGISTRY, MACHINE], ids=["registry", "machine"])
def test_no_file_names_a_registry_or_a_place_on_one_machine(unwanted: re.Pattern[str]) -> None:
    assert not [(path.name, m[0]) for path in ours() for m in unwanted.finditer(text(path))]


def test_both_searches_find_what_they_look_for() -> None:
    assert REGISTRY.search("see https://files.python" + "hosted.org/x")
    assert MACHINE.search('open("/ro' + 'ot/notes")')


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_version_and_hashes_and_no_address(name: str) -> None:
    lock = (ROOT / name).read_text("utf-8")
    assert "://" not in lock
    entries = re.split(r"\n(?=[a-z])", lock.replace("\\\n", ""))
    assert entries
    for entry in entries:
        assert re.match(r"[\w.-]+==[\w.]+ ", entry)
        assert "--hash=sha256:" in entry


def test_the_development_lock_holds_the_same_versions_as_the_one_that_serves() -> None:
    serving, development = (
        set(re.findall(r"^[\w.-]+==\S+", (ROOT / name).read_text("utf-8"), re.MULTILINE))
        for name in LOCKS
    )
    assert serving
    assert serving < development


def test_the_page_lock_has_hashes_and_no_registry() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    fetched = {name: package for name, package in packages.items() if name}
    assert fetched
    for name, package in fetched.items():
        assert package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package, name
