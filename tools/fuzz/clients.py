"""Several processes that send at once, and the server's memory meanwhile."""

import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from tools.fuzz.case import Api
from tools.fuzz.client import Tally, send
from tools.fuzz.server import Server

_shared: dict[str, Any] = {}


def run(
    server: Server, api: Api, seeds: list[str], kinds: list[str], clients: int, seconds: float
) -> tuple[Tally, list[tuple[int, float]]]:
    """The tally of all clients, and megabytes of the server by inputs done."""
    context = multiprocessing.get_context("spawn")
    count = context.Value("i", 0)
    until = time.monotonic() + seconds
    memory: list[tuple[int, float]] = []
    with ProcessPoolExecutor(clients, context, _share, (count,)) as pool:
        shares = [
            pool.submit(_send, server.address, api, seeds[k::clients], kinds, until)
            for k in range(clients)
        ]
        while not all(share.done() for share in shares):
            memory.append((count.value, server.megabytes))
            time.sleep(0.25)
        tally = Tally()
        for share in shares:
            tally.add(share.result())
    time.sleep(1)  # what was abandoned at the very end is over
    memory.append((count.value, server.megabytes))
    return tally, memory


def _share(count: Any) -> None:
    _shared["count"] = count
    if hasattr(os, "nice"):
        os.nice(5)  # what is measured goes before who measures


def _send(
    address: tuple[str, int], api: Api, seeds: list[str], kinds: list[str], until: float
) -> Tally:
    def done() -> None:
        with _shared["count"].get_lock():
            _shared["count"].value += 1

    return send(address, api, seeds, kinds, until, done)
