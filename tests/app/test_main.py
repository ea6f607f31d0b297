import os
import subprocess
import sys

import pytest
import uvicorn

import app
from app import __main__, paths


def test_the_command_serves_on_this_machine_unless_told(monkeypatch):
    calls = []
    monkeypatch.setattr(uvicorn, "run", lambda *args, **options: calls.append((args, options)))
    __main__.main([])
    __main__.main(["--host", "0.0.0.0", "--port", "9"])
    assert [(c[1]["host"], c[1]["port"]) for c in calls] == [("127.0.0.1", 8000), ("0.0.0.0", 9)]
    assert calls[0][0] == ("app.main:create_app",)


def test_one_thread_is_set_before_numpy_loads():
    code = "import app, os, sys; print(os.environ['OPENBLAS_NUM_THREADS'], 'numpy' in sys.modules)"
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "8"}
    said = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["1", "False"]


def test_folders_are_found_inside_or_beside_the_package(tmp_path, monkeypatch):
    package = tmp_path / "app"
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))
    with pytest.raises(FileNotFoundError, match="static"):
        paths._find("static")
    (tmp_path / "static").mkdir()
    assert paths._find("static") == tmp_path / "static"
    (package / "static").mkdir(parents=True)
    assert paths._find("static") == package / "static"


def test_the_version_is_one_number():
    assert app.__version__.count(".") == 2
