"""The wheel: built, installed in a fresh environment, started by its own command, asked."""

import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect

ROOT = Path(__file__).parents[2]
BUILT = shutil.which("node") is not None and (ROOT / "node_modules" / "esbuild").is_dir()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("backprop_lab-*.whl"))


@pytest.fixture(scope="module")
def address(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Of `backprop-lab` running in a fresh environment that sees the packages of this one."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    install = [sys.executable, "-m", "pip", "--python", programs / "python", "install", "--quiet"]
    subprocess.run([*install, "--no-deps", "--no-index", wheel], cwd=folder, check=True)
    (next(folder.rglob("site-packages")) / "here.pth").write_text(sysconfig.get_path("purelib"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [programs / "backprop-lab", "--port", str(port)]
    with subprocess.Popen(command, cwd=folder) as process:
        url = f"http://127.0.0.1:{port}"
        wait_until_served(url, process)
        yield url
        process.terminate()


def test_the_wheel_holds_the_page_and_the_examples(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for folder, ending in [
        ("engine/examples/", ".json"),
        ("engine/data/tables/", ".csv"),
        ("engine/data/tables/", ".npz"),
        ("engine/data/tables/", ".md"),
        ("app/static/locales/", ".json"),
        ("app/static/vendor/", ".woff2"),
        ("app/templates/", ".html"),
    ]:
        assert [name for name in names if name.startswith(folder) and name.endswith(ending)], folder
    assert not [name for name in names if name.startswith("tests/")]
    single = [name for name in names if name.startswith("app/static/view/")]
    assert bool(single) != BUILT, "the page is built, or is there as it is written"


def test_the_engine_asks_for_numpy_alone(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        [name] = [name for name in packed.namelist() if name.endswith("/METADATA")]
        metadata = packed.read(name).decode()
    needed = re.findall(r"^Requires-Dist: (.+)$", metadata, re.MULTILINE)
    assert [need.partition(">")[0] for need in needed if "extra ==" not in need] == ["numpy"]
    assert {re.split(r"[\[>]", need)[0] for need in needed if "'web'" in need} >= {"fastapi"}


def test_without_what_serves_the_command_says_how_to_get_it(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path)
    command = [sys.executable, "-S", "-m", "app"]  # -S: no installed package is seen
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert 'pip install "backprop-lab[web]"' in result.stderr
    assert "Traceback" not in result.stderr


def test_the_installed_command_serves_the_page(address: str) -> None:
    with urlopen(f"{address}/healthz", timeout=10) as answer:
        assert answer.status == 200
    with urlopen(address, timeout=10) as answer:
        assert answer.status == 200
        assert b'id="app"' in answer.read()


def test_the_page_of_the_wheel_plays_an_iteration(address: str, browser: Browser) -> None:
    complaints: list[str] = []
    with browser.new_context(base_url=address, locale="ko-KR") as context:
        page = context.new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type != "log" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto("/#example=mazur-2-2-2&t=17")
        expect(page.locator(".meter")).to_contain_text("0.2983711")
        page.keyboard.press("ArrowRight")
        expect(page.locator(".track input[type=range]")).to_have_value("18")
        expect(page.locator(".stage .caption")).to_have_text(re.compile("[가-힣]"))
    assert complaints == []


def wait_until_served(url: str, process: "subprocess.Popen[bytes]") -> None:
    while process.poll() is None:
        try:
            urlopen(url, timeout=10).close()
        except HTTPError as error:
            error.close()
            return
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("backprop-lab stopped before it served")
