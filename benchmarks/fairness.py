"""`python benchmarks/fairness.py [STUDENTS]` prints what abusers do to an honest class.

STUDENTS (300) pages, each of an address of its own in 127/8, or half of them behind one router:
each asks for the page and its scripts, then every 5 s for a fresh trace, while it watches ten
frames a second of its own run. Beside them come three abusers, each with 200 tokens: one orders
large traces and leaves, one sends bodies byte by byte, one starts 200 runs and never reads. What
counts is p99 of an honest trace and of a frame's gap, with and without abusers, in turns in one
run, and whether all frames came, for one that never comes is no gap; abusers are a process of
their own. `--small` holds the server to 256 MB and half a core, by
a cgroup of its own where that may be made, else by RLIMIT_AS and by stopping it for half of each
20 ms. `--apart` gives the server a core that nobody else uses and abusers what the students leave
of another, as if all of them were other machines: three processes on two cores wait for each other
too. On Linux alone.
"""

import argparse
import asyncio
import os
import sys
from contextlib import nullcontext
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.abusers import abusing
from benchmarks.held import held
from benchmarks.students import ARRIVAL, RATE, Seen, student

SETTLE, SECONDS, ROUNDS = 2 * ARRIVAL, 20.0, int(os.environ.get("ROUNDS", "1"))


def main() -> None:
    """Measure in turns, and print both and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("students", nargs="?", type=int, default=300)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--apart", action="store_true")
    options = parser.parse_args()
    with held(options.small) as (server, how):
        if options.apart:
            first, *others = sorted(os.sched_getaffinity(0))
            os.sched_setaffinity(server.pid, {first})
            os.sched_setaffinity(0, set(others))
        where = ", on a core of its own" if options.apart else ""
        print(f"{options.students} students, {how}{where}")
        alone, beside = Seen(), Seen()
        for _ in range(ROUNDS):
            for seen, abused in ((alone, False), (beside, True)):
                asyncio.run(measure(server.port, options, seen, abused=abused))
    for name, seen in (("alone", alone), ("beside three abusers", beside)):
        trace, gap = seen.p99()
        print(f"  {name}: p99 of a trace {trace:.0f} ms, of a gap {gap:.0f} ms; ", end="")
        due = options.students * RATE * SECONDS * ROUNDS
        print(f"{len(seen.traces)} traces, {seen.failed} failed, ", end="")
        print(f"{len(seen.gaps) / due:.0%} of the frames")
    trace, gap = beside.p99() / alone.p99()
    print(f"  ratio: trace {trace:.2f} ×, gap {gap:.2f} ×")


async def measure(port: int, options: argparse.Namespace, seen: Seen, *, abused: bool) -> None:
    """All clients at once; what comes while they arrive does not count."""
    tasks = [asyncio.create_task(student(port, k, seen)) for k in range(options.students)]
    with abusing(port, last=options.apart) if abused else nullcontext():
        await asyncio.sleep(SETTLE)
        seen.on = True
        await asyncio.sleep(SECONDS)
        seen.on = False
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.sleep(2.0)


if __name__ == "__main__":
    main()
