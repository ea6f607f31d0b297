"""Part of a core is spent evenly, and what is left is found."""

import numpy as np
import pytest

from app.compute.pace import AHEAD, KEPT, PERIOD, Pace, cores


class Machine:
    """Clocks that a test sets: work takes processor time, rest does not."""

    def __init__(self):
        self.used = self.now = 0.0

    def work(self, seconds):
        self.used += seconds
        self.now += seconds


def test_work_and_rest_take_turns_in_the_share_that_is_allowed():
    machine = Machine()
    pace = Pace(0.5, lambda: machine.used, lambda: machine.now)
    longest = 0.0
    for _ in range(10_000):
        machine.work(0.001)
        rest = pace.rest()
        machine.now += rest
        longest = max(longest, rest)
    assert machine.used / machine.now == pytest.approx(0.5 * KEPT, rel=0.01)
    assert longest < 0.003


def test_after_a_rest_a_little_is_done_at_once_and_no_more():
    machine = Machine()
    pace = Pace(0.5, lambda: machine.used, lambda: machine.now)
    machine.now += 60
    assert pace.rest() == 0
    machine.work(AHEAD)
    assert pace.rest() == 0
    machine.work(2 * AHEAD)
    assert pace.rest() > AHEAD


def test_with_a_whole_core_there_is_no_rest():
    machine = Machine()
    pace = Pace(1.0, lambda: machine.used, lambda: machine.now)
    machine.work(60)
    assert pace.rest() == 0


@pytest.mark.parametrize(
    ("line", "files", "expected"),
    [
        ("0::/", {"cpu.max": "50000 100000\n"}, 0.5),
        ("0::/lab/one", {"lab/cpu.max": "150000 100000\n"}, 1.5),
        ("0::/", {"cpu.max": "max 100000\n"}, None),
        ("0::/", {"cpu.max": "0 100000\n"}, None),
        ("0::/", {"cpu.max": "100000 0\n"}, None),
        ("0::/", {}, None),
        (
            "3:cpu,cpuacct:/lab",
            {"cpu/lab/cpu.cfs_quota_us": "20000\n", "cpu/lab/cpu.cfs_period_us": "100000\n"},
            0.2,
        ),
        (
            "3:cpu,cpuacct:/",
            {"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"},
            None,
        ),
    ],
)
def test_what_a_control_group_allows_is_found(tmp_path, line, files, expected):
    for name, said in files.items():
        file = tmp_path / "sys/fs/cgroup" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(said, "ascii")
    (tmp_path / "proc/self").mkdir(parents=True)
    (tmp_path / "proc/self/cgroup").write_text(f"1:name=systemd:/\n{line}\n", "ascii")
    assert cores(tmp_path) == (expected or float("inf"))


@pytest.mark.parametrize("burst", [0.0, 0.005])
def test_no_tenth_of_a_second_is_spent_however_the_system_counts_them(burst):
    """Much is asked for all the time, and little in bursts that do not wait for their rest."""
    machine, share = Machine(), 0.5
    pace, spent = Pace(share, lambda: machine.used, lambda: machine.now), []
    machine.now = 60.0
    for k in range(3000):
        machine.now += pace.rest()
        for seconds in (0.001, burst if k % 97 == 0 else 0.0):
            machine.work(seconds)
            spent.append((machine.now, seconds))
    times, seconds = np.array(spent).T
    total = np.concatenate([[0.0], np.cumsum(seconds)])
    ends = np.searchsorted(times, times + 0.1)
    assert (total[ends] - total[: len(ends)]).max() < share * 0.1


def test_what_others_overdrew_is_forgotten_as_the_system_forgets_it():
    machine = Machine()
    pace = Pace(0.5, lambda: machine.used, lambda: machine.now)
    machine.used += 10.0
    assert pace.rest() == pytest.approx(PERIOD)
