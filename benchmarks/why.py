"""`python benchmarks/why.py` measures what explains a number against the trace that shows it.

One server of one worker; the questions take turns, all about one network: a trace that is asked
again and so was kept, a moment of a run that is computed, a nudge, the paths, the pulls.
"""

import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import web
from benchmarks.servers import ROOT, serving_checkout
from benchmarks.web import PLAIN, Asked, larger, request

DEEP = [8] * 6 + [1]
REQUESTS, ROUNDS = 160, 5
CELL = {"tensor": "W1", "cell": [0, 0]}


def main() -> None:
    """Print the processor time of each question, and how many times that of a kept trace."""
    web.REQUESTS = REQUESTS
    numbers = count()
    with serving_checkout(ROOT) as server:
        for name, experiment in {"2-8-8-8-8-8-8-1": deep(), "2-8-8-8-1": larger()}.items():
            found = {question: Asked() for question in questions(experiment)}
            for _ in range(ROUNDS):
                for question, ask in questions(experiment).items():
                    sent = [ask(next(numbers)) for _ in range(REQUESTS)]
                    found[question].measure(server, sent)
            kept = found["a trace, asked again"].seconds
            for question, of in found.items():
                line = f"{of.seconds * 1e6:7.0f} µs, {of.seconds / kept:5.2f} × a kept trace"
                print(f"{name:18}{question:26}{line}")


def deep() -> dict[str, object]:
    """2-8-8-8-8-8-8-1 tanh on one example: 823,880 paths over 344 wires."""
    layers = [{"kind": "dense", "units": n, "activation": "tanh"} for n in DEEP]
    return {"layers": layers, "loss": "mse", "inputs": [[0.3, 0.7]], "targets": [[0.5]]}


def questions(experiment: dict[str, object]) -> dict[str, Callable[[int], bytes]]:
    """By name: the bytes of request number k."""
    of: dict[str, Any] = {"experiment": experiment}

    def post(noun: str, **order: object) -> bytes:
        return request(f"/api/v1/{noun}", of | order, PLAIN)

    def nudge(k: int, **cell: object) -> bytes:
        return post("checks", nudges=[CELL | cell | {"epsilon": 0.001 + 1e-9 * k}])

    return {
        "a trace, asked again": lambda _: post("traces"),
        "a trace, computed": lambda k: post("traces", loss_after=False, iteration=k % 50),
        "a moment of a run": lambda k: post("traces", tables=False, iteration=k % 2),
        "a nudge": nudge,
        "a nudge of another weight": lambda k: nudge(k, cell=[k % 8, k // 8 % 2]),
        "a nudge, all it changes": lambda k: post("checks", nudges=[CELL | {"values": "list"}]),
        "200 paths": lambda _: post("paths", **CELL),
        "20 paths": lambda _: post("paths", most=20, **CELL),
        "pulls": lambda _: post("pulls", **CELL),
    }


if __name__ == "__main__":
    main()
