"""`python benchmarks/gradings.py` measures gradings against fresh traces of the same network.

One server of one worker, the client a process of its own; the questions take turns. No two are
alike: each has another seed and its own numbers, typed to four digits, all of the iteration. Then
300 are sent at once, traces and gradings in turn: when does the last one have its answer?
"""

import asyncio
import sys
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import web
from benchmarks.servers import ROOT, Server, serving_checkout
from benchmarks.web import PLAIN, Asked, experiment, larger, request
from engine import Experiment, Trace, example, trace
from engine.program.buggy_program import fitting
from engine.validation.validate import InvalidExperiment

REQUESTS, ROUNDS, AT_ONCE = 40, 5, 300
KINDS = ("a fresh trace", "all right", "a slip", "a mistake", "two mistakes")


def main() -> None:
    """Print processor time and ratios, then the latest of 300."""
    web.REQUESTS = REQUESTS
    mazur = example("mazur-2-2-2").experiment.to_json()
    networks = {"mazur-2-2-2": mazur, "2-4-4-1 on 10": experiment(), "2-8-8-8-1": larger()}
    rng = np.random.default_rng(16)
    with serving_checkout(ROOT) as server:
        for name, document in networks.items():
            found = {kind: Asked() for kind in KINDS}
            for _ in range(ROUNDS):
                sent = {
                    kind: [question(rng, document, kind) for _ in range(REQUESTS)] for kind in KINDS
                }
                for kind in KINDS:
                    found[kind].measure(server, sent[kind])
            fresh = found["a fresh trace"].seconds
            for kind, of in found.items():
                line = f"{of.seconds * 1e6:7.0f} µs, {of.seconds / fresh:5.2f} × a fresh trace"
                print(f"{name:16}{kind:16}{line}", flush=True)
        for name, document in networks.items():
            took = {kind: [latest(server, rng, document, kind) for _ in range(3)] for kind in KINDS}
            for kind, seconds in took.items():
                told = ", ".join(f"{s:.2f}" for s in sorted(seconds))
                print(f"{AT_ONCE} at once, {name:16}{kind:16}{told} s")


def question(rng: np.random.Generator, document: dict[str, Any], kind: str) -> bytes:
    """A request that was never sent before."""
    made = another(rng, document)
    order = {"experiment": made}
    if kind == "a fresh trace":
        return request("/api/v1/traces", order, PLAIN)
    answers = rounded(wrong(rng, Experiment.from_json(made), kind))
    if kind == "a slip":
        name = str(rng.choice(list(answers)))
        answers[name] = (np.asarray(answers[name]) * 1.3 + 0.01).round(4).tolist()
    return request("/api/v1/gradings", order | {"answers": answers}, PLAIN)


def another(rng: np.random.Generator, document: dict[str, Any]) -> dict[str, Any]:
    """The network with other numbers to begin with."""
    given = document.get("parameters", {})
    moved = {n: (np.asarray(v) + rng.uniform(0, 0.1)).round(4).tolist() for n, v in given.items()}
    return {**document, "parameters": moved, "seed": int(rng.integers(2**31))}


def wrong(rng: np.random.Generator, right: Experiment, kind: str) -> Trace:
    """An iteration with as many mistakes as the kind has."""
    if "mistake" not in kind:
        return trace(right)
    known = list(fitting(right.program(right.batches.largest)))
    while True:
        drawn = rng.choice(known, 2 if "two" in kind else 1, replace=False)
        try:
            return trace(replace(right, bugs=tuple(map(str, drawn))))
        except InvalidExperiment:  # they do not go together
            continue


def rounded(done: Trace) -> dict[str, Any]:
    """All numbers that a step writes, to four digits."""
    four = np.vectorize(lambda x: float(f"{x:.3e}"))
    return {s.writes: four(done[s.writes]).tolist() for s in done.program.steps}


def latest(server: Server, rng: np.random.Generator, document: dict[str, Any], kind: str) -> float:
    """Seconds until the last of many that were sent at once has its answer."""
    sent = [question(rng, document, kind) for _ in range(AT_ONCE)]
    return asyncio.run(_latest(server.port, sent))


async def _latest(port: int, sent: list[bytes]) -> float:
    links = [await asyncio.open_connection("127.0.0.1", port) for _ in sent]
    begin = perf_counter()
    await asyncio.gather(*(web.ask(*link, [one]) for link, one in zip(links, sent, strict=True)))
    took = perf_counter() - begin
    for _, writer in links:
        writer.close()
    return took


if __name__ == "__main__":
    main()
