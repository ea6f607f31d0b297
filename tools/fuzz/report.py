"""What a run of the fuzzer is told as, and whether all went well."""

from collections import Counter

from tools.fuzz.client import Tally, is_fault

GROWTH = 10.0
"""Megabytes that memory may part from what it was after the first fifth."""


def report(tally: Tally, memory: list[tuple[int, float]], log: str) -> int:
    """Print it; 0 if nothing went wrong."""
    total = sum(tally.sent.values())
    after = [size for done, size in memory if done >= total / 5]
    grown, peak = after[-1] - after[0], max(after) - after[0]
    faults = sum(n for status, n in tally.statuses.items() if is_fault(status))
    failures = [line for lines in tally.failures.values() for line in lines]
    missing = sum("missing" in line or "without" in line for line in failures)
    tracebacks = log.count("Traceback")
    print(f"{total} inputs of {len(tally.sent)} kinds")
    print("answers:", ", ".join(f"{n} × {status}" for status, n in sorted(tally.statuses.items())))
    print("kept half done:", ", ".join(f"{n} {how}" for how, n in tally.stayed.items()))
    for kind, seconds in sorted(tally.slowest.items(), key=lambda item: -item[1])[:8]:
        print(f"  slowest {kind}: {seconds * 1000:.0f} ms")
    for kind, lines in tally.failures.items():
        print(f"  {kind}: {len(lines)} times; {'; '.join(lines[:5])}")
    print(f"5xx or no HTTP: {faults}; ended without an answer: {missing}")
    print(f"slowest answer: {max(tally.slowest.values(), default=0) * 1000:.0f} ms (wanted 1000)")
    print(f"memory after the first fifth: {after[0]:.1f} MB, {grown:+.1f} MB at the end (wanted")
    print(f"  within {GROWTH:.0f}), {peak:+.1f} MB at most between")
    steps = [next(size for done, size in memory if done >= total * k / 10) for k in range(11)]
    print("  by tenths of the inputs:", " ".join(f"{size:.0f}" for size in steps))
    print(f"log: {len(log.splitlines())} lines, {tracebacks} tracebacks; most often")
    for line, times in Counter(log.splitlines()).most_common(8):
        print(f"  {times} × {line[:120]}")
    well = not failures and not tally.stayed["open"] and not tracebacks and abs(grown) <= GROWTH
    print("all well" if well else "NOT well")
    return 0 if well else 1
