"""Limits fit in the memory that there is."""

import pytest

from app import memory
from app.limits import Limits
from app.memory import allowed, fitted, limits_of

MB = 2**20
TABLE = Limits()


@pytest.mark.parametrize(
    ("line", "file", "said", "expected"),
    [
        ("0::/", "memory.max", "268435456\n", 256 * MB),
        ("0::/lab/one", "lab/memory.max", "268435456\n", 256 * MB),
        ("0::/", "memory.max", "max\n", None),
        ("0::/", "cpu.max", "268435456\n", None),
        ("3:memory:/lab", "memory/lab/memory.limit_in_bytes", "268435456\n", 256 * MB),
        ("3:cpu,memory:/", "memory/memory.limit_in_bytes", "9223372036854771712\n", None),
    ],
)
def test_what_a_control_group_may_have_is_found(tmp_path, line, file, said, expected):
    group = tmp_path / "sys/fs/cgroup" / file
    group.parent.mkdir(parents=True)
    group.write_text(said, "ascii")
    (tmp_path / "proc/self").mkdir(parents=True)
    (tmp_path / "proc/self/cgroup").write_text(f"1:name=systemd:/\n{line}\n", "ascii")
    without = allowed(tmp_path / "nothing")
    assert allowed(tmp_path) == (min(expected, without) if expected else without)


def test_all_that_memory_can_fill_fits_at_once():
    for size in (16, 64, 256, 512, 100_000):
        limits = fitted(TABLE, size * MB)
        taken = 8 * limits.run_values + limits.unread_bytes + limits.waiting_bytes
        assert 0 < taken <= max((size - 128) * MB * 3 / 4, 32 * MB)
    assert fitted(TABLE, 2000 * MB) == TABLE
    assert fitted(TABLE, 256 * MB).run_values == 6 * MB


def test_a_limit_that_is_set_stays(monkeypatch):
    monkeypatch.setattr(memory, "allowed", lambda: 256 * MB)
    limits = limits_of({"BACKPROP_LAB_UNREAD_BYTES": "99000000"})
    assert (limits.unread_bytes, limits.run_values) == (99_000_000, 6 * MB)
    assert limits.runs == TABLE.runs


def test_blocks_are_given_back_on_any_system(monkeypatch):
    memory.give_back()
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda _: object())
    memory.give_back()
