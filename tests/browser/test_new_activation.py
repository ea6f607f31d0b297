"""An activation in one new file appears everywhere, with no other change."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.waiting import wait_until

ROOT = Path(__file__).parents[2]

BENT = '''
"""Bent identity: a straight line with a bend at 0."""

from dataclasses import dataclass

import numpy as np

from engine.families.activation import Elementwise
from engine.op import Array
from engine.rule import rule


@dataclass(frozen=True)
class BentIdentity(Elementwise):
    """a = (√(z² + 1) − 1) / 2 + z, slope z / (2 √(z² + 1)) + 1."""

    phi = r"\\mathrm{bent}"
    steepest = 1.5

    @rule("(sqrt(z ** 2 + 1) - 1) / 2 + z")
    def a(self, out: Array, z: Array) -> None:
        np.copyto(out, (np.sqrt(z * z + 1) - 1) / 2 + z)

    @rule("z / (2 * sqrt(z ** 2 + 1)) + 1")
    def s(self, out: Array, z: Array) -> None:
        np.copyto(out, z / (2 * np.sqrt(z * z + 1)) + 1)
'''


@pytest.fixture
def lab_with_bent_identity(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A copy of the program with one more file, running."""
    for folder in ("app", "engine", "static", "templates", "tests/engine", "tools"):
        shutil.copytree(ROOT / folder, tmp_path / folder)  # with what is compiled
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copy(ROOT / "tests/samples.py", tmp_path / "tests")
    (tmp_path / "engine/ops/activations/bent_identity.py").write_text(BENT, encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "app", "--port", str(port)]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL) as server:
        origin = f"http://127.0.0.1:{port}"
        try:
            wait_until(lambda: answers(server, origin))
            yield tmp_path, origin
        finally:
            server.terminate()


def answers(server: subprocess.Popen[bytes], origin: str) -> bool:
    assert server.poll() is None, "the server did not start"
    try:
        return httpx.get(f"{origin}/healthz").is_success
    except httpx.TransportError:
        return False


def test_one_file_is_enough(browser: Browser, lab_with_bent_identity: tuple[Path, str]) -> None:
    folder, origin = lab_with_bent_identity

    kinds = {k["kind"] for k in httpx.get(f"{origin}/api/v1/kinds").json()["kinds"]}
    assert "bent_identity" in kinds

    checked = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-k", "bent_identity"),
            *("tests/engine/ops/test_ops.py", "tests/engine/fast/test_fused_program.py"),
        ],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout
    assert " passed" in checked.stdout

    page = browser.new_page(locale="en-US", base_url=origin)
    page.goto("/#example=two-neuron-chain&t=3")
    page.locator(".build select").first.select_option("bent_identity")
    expect(page.locator(".stage h2").nth(1)).to_contain_text("bent")
    # z₁ = 1 up to its last bit: a₁ = (√2 − 1) / 2 + 1.
    expect(page.locator(".neuron[aria-label^='Neuron 1 of layer 1']")).to_contain_text("1.2071")
    page.locator(".neuron[aria-label^='Neuron 1 of layer 1']").click()
    expect(page.locator(".inspector svg.curve")).to_be_visible()
    page.close()
