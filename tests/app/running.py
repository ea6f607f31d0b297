"""Runs as a program asks for them."""

import json

from app.compute.run_plan import plan
from app.limits import Limits
from app.parsing.request_reader import RequestReaders
from engine.pausing import finish

ADDRESS = "/api/v1/runs"


def post(client, experiment, until=3, accept="*/*", **order):
    until = {"iteration": until} if isinstance(until, int) else until
    order = {"experiment": experiment, "until": until, **order}
    return client.request("POST", ADDRESS, json=order, headers={"Accept": accept})


def frames(response):
    assert response.status_code == 200, response.text
    return [json.loads(line) for line in response.text.splitlines()]


def planned(experiment):
    reader = RequestReaders.on(Limits()).run
    return finish(plan(reader.read({"experiment": experiment}), reader, Limits()))
