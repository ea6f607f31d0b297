"""No request leaves objects that keep each other, and all are looked through when memory grows."""

import asyncio
import gc
import json
import time
import weakref
from functools import partial

import pytest

import app.garbage
from app.garbage import collecting
from app.http.connections import Connections
from app.limits import Limits
from app.main import create_app
from app.words import words
from engine import example, trace
from engine.exchange import export, targets
from engine.explain.grading import grade
from tests.app.live import serving
from tests.app.raw import HOST, JSON, Raw

OURS = "app.", "engine.", "uvicorn."
NETWORK = {
    "layers": [{"kind": "dense", "units": 20, "activation": "tanh"}] * 3,
    "loss": "mse",
    "inputs": [[0.1 * k, 0.5] for k in range(50)],
    "targets": [[0.1] * 20] * 50,
}
MAZUR = example("mazur-2-2-2").experiment
STEPS = trace(MAZUR).program.steps


class Node:
    """What keeps itself."""

    def __init__(self):
        self.own = self


def posted(noun, **order):
    body = json.dumps(order).encode()
    return b"POST /api/v1/%b HTTP/1.1\r\n%b%bContent-Length: %d\r\n\r\n%b" % (
        noun.encode(), HOST, JSON, len(body), body
    )  # fmt: skip


def left(origin, order, answered):
    """Order and leave, once the answer has begun or before there is one."""
    with Raw(origin, order) as link:
        if answered:
            link.answer()


def requests(seed):
    of = NETWORK | {"seed": seed}
    yield "a trace", posted("traces", experiment=of), True
    yield "no experiment", posted("traces", experiment=3), True
    yield "too much work", posted("traces", experiment=of, iteration=10**6), True
    yield "no run", posted("runs", experiment=of, until={"iteration": 10**9}), True
    yield "a run", posted("runs", experiment=of, per_second=50), True
    yield "a run that is not begun", posted("runs", experiment=of, per_second=50), False
    yield "a trace that is left", posted("traces", experiment=of, iteration=500), False
    yield "one behind a run", posted("runs", experiment=of, per_second=50) * 2, True
    yield "half a body", posted("traces", experiment=of)[:-50], False
    yield "no HTTP", b"\0\r\n\r\n", True
    yield "no such address", b"GET /nothing HTTP/1.1\r\n" + HOST + b"\r\n", True
    yield "no such method", b"PUT /api/v1/traces HTTP/1.1\r\n" + HOST + b"\r\n", True


def own(found):
    """Of what was found, what our modules make: objects, functions and frames of them."""
    for each in found:
        module = getattr(each, "__module__", None)
        if isinstance(module, str) and module.startswith(OURS):
            yield getattr(each, "__qualname__", type(each).__qualname__)
        elif hasattr(each, "f_code") and "/app/" in each.f_code.co_filename:
            yield each.f_code.co_qualname


def test_no_request_leaves_garbage_that_keeps_itself():
    """So all objects need not be looked through, which holds up everybody."""
    connections = Connections(Limits())
    with serving(create_app(Limits()), connections=connections) as origin:

        def after(seed):
            for _, order, answered in requests(seed):
                left(origin, order, answered)
            end = time.monotonic() + 20
            while connections.open and time.monotonic() < end:
                time.sleep(0.05)
            time.sleep(0.05)
            gc.collect()

        after(1)  # what is made once
        gc.garbage.clear()
        gc.set_debug(gc.DEBUG_SAVEALL)
        try:
            after(2)
            assert list(own(gc.garbage)) == []
        finally:
            gc.set_debug(0)
            gc.garbage.clear()


def graded(answers):
    """Numbers of a learner, with all that is asked of how they were graded."""
    found = grade(MAZUR, answers)
    return [*found.cells], found.verdict, found.deciding


SLIP = {step.writes: trace(MAZUR)[step.writes].round(4).tolist() for step in STEPS}
SLIP["d_z1"] = trace(MAZUR)["d_a1"].round(4).tolist()
TURNED = {"W1": trace(MAZUR)["W1"].T.tolist(), "z1": {"0,0": 0.5}, "a1": [[1, 2]]}
WORK = {
    "a slip": partial(graded, SLIP),
    "rows for columns": partial(graded, TURNED),
    **{of: partial(export, MAZUR, of, words=words("en")) for of in targets},
}


@pytest.mark.parametrize("name", WORK)
def test_no_work_leaves_garbage_that_keeps_itself(name):
    WORK[name]()  # what is made once
    gc.collect()
    gc.garbage.clear()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        WORK[name]()
        gc.collect()
        assert list(own(gc.garbage)) == []
    finally:
        gc.set_debug(0)
        gc.garbage.clear()


@pytest.mark.parametrize("grown", [False, True])
def test_all_is_looked_through_when_memory_has_grown(monkeypatch, grown):
    monkeypatch.setattr(app.garbage, "PERIOD", 0)
    told = [100]

    async def main():
        async with collecting(lambda: told[0]):
            assert gc.get_threshold()[2] == app.garbage.NEVER
            await asyncio.sleep(0)
            node = Node()
            gc.collect(1)  # it is old now
            kept = weakref.ref(node)
            del node
            told[0] = 151 if grown else 149
            for _ in range(5):
                await asyncio.sleep(0)
            return kept()

    before = gc.get_threshold()
    assert (asyncio.run(main()) is None) == grown
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, 0)
