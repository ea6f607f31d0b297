"""docs/operations.md: settings, addresses and files that it names are there."""

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import yaml

from app import __version__
from app.limits import PREFIX, Limits

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "operations.md").read_text("utf-8")
SOURCE = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "app").rglob("*.py")))


def test_every_setting_that_is_named_is_read() -> None:
    limits = {PREFIX + field.name.upper() for field in fields(Limits)}
    named = set(re.findall(r"BACKPROP_LAB_[A-Z_]+", DOCS))
    assert named
    assert not {name for name in named - limits if f'"{name}"' not in SOURCE}


def test_every_option_of_the_server_is_one() -> None:
    command = [sys.executable, "-m", "app", "--help"]
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    lines = [line for line in DOCS.splitlines() if "-m app" in line or "backprop-lab -" in line]
    named = {option for line in lines for option in re.findall(r"--(?:host|port)\b", line)}
    named |= set(re.findall(r"`(--(?:root-path|access-log)\b)", DOCS))
    assert "--root-path" in named
    assert not {option for option in named if option not in told}


def test_every_address_and_metric_is_there() -> None:
    asked = re.findall(r"`GET (/\w+)`", DOCS)
    assert "/healthz" in asked
    assert not [path for path in asked if f'"{path}"' not in SOURCE]
    metrics = re.findall(r"`backprop_lab_(\w+?)(?:_total)?`", DOCS)
    assert not [name for name in metrics if name not in SOURCE]


def test_every_file_and_version_is_there() -> None:
    for name in re.findall(r"`(deploy/[\w.]+)`", DOCS) + re.findall(r"\]\(([\w.]+\.md)", DOCS):
        assert (ROOT / name).exists() or (ROOT / "docs" / name).exists(), name
    assert f"backprop-lab:{__version__} ." in DOCS
    compose = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text("utf-8"))
    assert {"lab", "proxy"} == set(compose["services"])
