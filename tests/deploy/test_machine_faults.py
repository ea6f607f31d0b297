"""A full disk and a clock that is set back are nothing to the server: it goes on."""

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from engine import example
from tests.app.process import Process, started
from tests.app.running import ADDRESS, frames

SMALL = example("mazur-2-2-2").experiment.to_json()
PATIENT = "BACKPROP_LAB_TABLE_SECONDS"  # a process starts first, on a machine that tests too
TABLE = "length,width,kind\n" + "5.1,3.5,setosa\n7.0,3.2,versicolor\n" * 20


def left_out(reason: str) -> None:
    """Skip; in CI that is an error."""
    if os.environ.get("CI"):
        pytest.fail(f"CI is set, but {reason}")
    pytest.skip(reason)


def everything_answers(origin: str) -> None:
    """A page, a trace, a run and a table."""
    with httpx.Client(base_url=origin, timeout=60) as http:
        assert http.get("/").status_code == 200
        asked = {"experiment": SMALL, "iteration": 3}
        assert http.post("/api/v1/traces", json=asked).status_code == 200
        run = frames(http.post(ADDRESS, json={"experiment": SMALL, "until": {"iteration": 5}}))
        assert run[-1]["end"] == {"reason": "done"}
        kind = {"Content-Type": "text/csv"}
        answer = http.post("/api/v1/datasets/csv", content=TABLE, headers=kind)
        assert answer.status_code == 200, answer.text


@contextmanager
def on_a_full_disk(folder: Path):
    """A server whose home, log and temporary files lie on a disk without a byte left."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    serve = f"exec {sys.executable} -m app --port {port} > {folder}/log 2>&1"
    fill = f"mount -t tmpfs -o size=64k none {folder} && touch {folder}/log"
    fill += f" && ! dd if=/dev/zero of={folder}/all bs=4k 2> /dev/null"
    fill += f" && echo full && export HOME={folder} TMPDIR={folder} {PATIENT}=60 && {serve}"
    command = ["unshare", "--mount", "sh", "-c", fill]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            if process.stdout.readline() != b"full\n":
                left_out("no disk can be mounted here")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


@pytest.mark.skipif(not shutil.which("unshare"), reason="for Linux")
def test_a_full_disk_stops_nothing(tmp_path):
    with on_a_full_disk(tmp_path) as origin:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                httpx.get(origin + "/healthz")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        everything_answers(origin)


@contextmanager
def with_a_clock(folder: Path) -> "tuple[Process, Path]":
    """A server, and the file that says by how much its clock is wrong."""
    library = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
    if library is None:
        left_out("libfaketime is not there")
    clock = folder / "clock"
    clock.write_text("+0")
    fake = {"FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1"}
    fake |= {"LD_PRELOAD": str(library), "DONT_FAKE_MONOTONIC": "1", PATIENT: "60"}
    with started(folder / "log", **fake) as server:
        yield server, clock


@pytest.mark.skipif(sys.platform != "linux", reason="for Linux")
@pytest.mark.parametrize("step", ["-2h", "+2h"])
def test_a_clock_that_is_set_while_a_run_goes_on_changes_nothing(tmp_path, step):
    order = {"experiment": SMALL, "until": {"iteration": 30}, "per_second": 20}
    with with_a_clock(tmp_path) as (server, clock):
        seen = []
        begin = time.monotonic()
        with httpx.stream("POST", server.origin + ADDRESS, json=order, timeout=60) as response:
            for line in response.iter_lines():
                seen.append(line)
                if len(seen) == 5:
                    clock.write_text(step)
        assert len(seen) == 31
        assert time.monotonic() - begin < 30
        everything_answers(server.origin)
        date = httpx.get(server.origin + "/healthz").headers["date"]
        gap = abs(time.time() - time.mktime(time.strptime(date, "%a, %d %b %Y %H:%M:%S GMT")))
        assert gap > 3600, "the clock was not set"
