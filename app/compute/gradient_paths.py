"""Paths: the routes from a cell to the loss, with their products."""

import math
from typing import Any

from pydantic_core import to_json

from app.compute.moment import Moments, check_cell, planned, too_much
from app.limits import Limits
from app.parsing.request_reader import RequestReader
from app.schemas.path_request import PathRequest
from app.schemas.serialize_checks import finite
from engine import Path, Program
from engine.explain.count import census, from_weights
from engine.explain.links import between, crosses, how_many
from engine.explain.paths import following
from engine.pausing import Pausing

TOGETHER = 50
"""Paths that are written between two pauses."""


def paths(
    request: PathRequest, reader: RequestReader[PathRequest], limits: Limits, moments: Moments
) -> Pausing[bytes]:
    """An explanations.Paths as JSON; raises Problem where something does not fit or is too much."""
    experiment, program = yield from planned(request, reader, limits, [request.tensor])
    check_cell(program, request.tensor, request.cell)
    yield from _check_links(program, request.tensor, limits)
    done = yield from moments.trace(request, reader, experiment)
    check_cell(done.program, request.tensor, request.cell)
    found = yield from following(done, request.tensor, tuple(request.cell), request.most)
    every, wires = yield from census(done.program)
    routes = {route: k for k, route in enumerate(dict.fromkeys(p.tensors for p in found.listed))}
    head = {
        "iteration": done.iteration,
        "tensor": found.tensor,
        "cell": found.cell,
        "gradient": finite(found.gradient),
        "size": finite(found.size),
        "count": found.count,
        "network": {"paths": every, "wires": wires, "examples": done.program.batch},
        "routes": list(routes),
        "rest": {"count": found.count - len(found.listed), "sum": finite(found.rest)},
    }
    written = []
    for begin in range(0, len(found.listed), TOGETHER):
        part = [_told(p, routes[p.tensors]) for p in found.listed[begin : begin + TOGETHER]]
        written.append(to_json(part, inf_nan_mode="null")[1:-1])
        yield
    return b'%b,"paths":[%b]}' % (to_json(head)[:-1], b",".join(written))


def _told(path: Path, route: int) -> dict[str, Any]:
    return {
        "product": path.product, "route": route, "cells": path.cells,
        "derivatives": path.derivatives,
    }  # fmt: skip


def _check_links(program: Program, tensor: str, limits: Limits) -> Pausing[None]:
    """Raise Problem where there are too many local derivatives to look at."""
    plain = meeting = 0
    begin = program.tensors[tensor]
    ops = set(from_weights(program))
    if begin.kind != "parameter":
        ops |= set(between(program, tensor))
    for op, role, _, _ in ops:
        count = how_many(program, op, role)
        yield
        if crosses(program, op, role):
            meeting += count
        else:
            plain += count
    if plain + meeting > limits.path_links:
        a, b = meeting / program.batch**2, plain / program.batch
        c = limits.path_links
        nearest = 2 * c / (b + math.sqrt(b * b + 4 * a * c))  # a n² + b n = c
        detail = (
            f"Paths may run over at most {limits.path_links} links between cells, those of all "
            "examples together; use a smaller batch or network."
        )
        raise too_much("/experiment/batch", detail, int(nearest) or None)
