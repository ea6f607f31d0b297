"""`python -m tools.fuzz`: 100,000 bad inputs of every kind; ends with 1 if one was taken badly.

Wanted: no answer from 500 up, none missing, none later than a second, and after the first fifth
of the inputs memory within 10 MB. A seed that it names brings one case again: `--only SEED`.
"""

import argparse
import sys
import time

from tools.fuzz.client import KINDS, draw, send
from tools.fuzz.clients import run
from tools.fuzz.report import report
from tools.fuzz.server import describe, serving


def main() -> int:
    """Start a server, send, and print what was seen."""
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=1500, help="the longest it may take")
    parser.add_argument("--clients", type=int, default=3, help="processes that send")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--kinds", nargs="*", choices=KINDS, default=list(KINDS), metavar="KIND")
    parser.add_argument("--only", help="print and send the case of one seed")
    options = parser.parse_args()
    with serving() as server:
        api = describe(server.address)
        if options.only:
            kind, case = draw(api, options.only, options.kinds)
            print(kind, case.data[:2000], f"{len(case.data)} bytes", case.owed, case.stays)
            tally = send(server.address, api, [options.only], options.kinds, time.monotonic() + 60)
            print(tally, server.log.read_text(errors="replace")[-3000:], sep="\n")
            return 0
        seeds = [f"{options.seed}-{k}" for k in range(options.count)]
        tally, memory = run(server, api, seeds, options.kinds, options.clients, options.seconds)
        return report(tally, memory, server.log.read_text(errors="replace"))


if __name__ == "__main__":
    sys.exit(main())
