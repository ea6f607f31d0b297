"""Checks: gradients proven by nudging, single numbers nudged, and the loss over a weight."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

import numpy as np

from app.compute import cost_model
from app.compute.moment import Moments, check_cell, check_named, misfit, planned, too_much
from app.limits import Limits
from app.parsing.request_reader import RequestReader
from app.schemas.check_request import SMALLEST, CheckRequest
from app.schemas.serialize_checks import checked, checked_cell, nudged, promise, sliced, worst
from engine import Program
from engine.explain.check import checking
from engine.explain.descent import descent, slicing
from engine.explain.nudge import nudging
from engine.pausing import Pausing

PASSES_OF_CELL, PASSES_OF_NUDGE, PASSES_OF_POINT = 24, 64, 4
"""Forward passes of a trace that take as long as a cell's check, where E is not bent sharply, as a
nudge, and as a point of a slice: of each there are fewer, but on moved numbers and looked at."""

Reader = RequestReader[CheckRequest]


def checks(
    request: CheckRequest, reader: Reader, limits: Limits, moments: Moments
) -> Pausing[dict[str, Any]]:
    """The fields of an explanations.Checks, values of changes as JSON; raises Problem."""
    tensors = [n.tensor for n in request.nudges]
    experiment, program = yield from planned(request, reader, limits, tensors)
    asked = program.parameters if request.parameters is None else request.parameters
    names = list(dict.fromkeys(asked))
    _check(request, program, names, limits)
    done = yield from moments.trace(request, reader, experiment)
    if done.program is not program:  # the last batch of an epoch may be smaller
        program = done.program
        for k, order in enumerate(request.nudges):
            check_cell(program, order.tensor, order.cell, f"/nudges/{k}")
    cells = yield from checking(done, names, request.cells)
    parameters = [checked(name, [c for c in cells if c.parameter == name]) for name in names]
    worst_of_all = worst(cells)
    nudges, slices = [], []
    for order in request.nudges:
        n = yield from nudging(done, order.tensor, tuple(order.cell), order.epsilon)
        nudges.append(nudged(n, order.values))
    for weight in request.slices:
        points = np.linspace(weight.low, weight.high, weight.steps)
        s = yield from slicing(done, weight.tensor, tuple(weight.cell), points)
        slices.append(sliced(s))
    count = sum(program.tensors[n].size for n in program.parameters)
    return {
        "iteration": done.iteration,
        "loss": float(done["E"]),
        "counts": {"parameters": count, "forward_passes": 2 * count, "backward_passes": 1},
        "checks": parameters,
        "worst": worst_of_all
        and {"parameter": worst_of_all.parameter, **checked_cell(worst_of_all)},
        "nudges": nudges,
        "slices": slices,
        "descent": promise(descent(done)) if slices else None,
    }


def _check(request: CheckRequest, program: Program, names: Sequence[str], limits: Limits) -> None:
    """Raise Problem for what is not there or takes too long."""
    for k, name in enumerate(names):
        check_named(program.parameters, name, f"/parameters/{k}")
    for k, order in enumerate(request.nudges):
        check_cell(program, order.tensor, order.cell, f"/nudges/{k}")
        if abs(order.epsilon) < SMALLEST:
            least = math.copysign(SMALLEST, order.epsilon)
            detail = f"The size of ε must be at least {SMALLEST:g}."
            raise misfit(f"/nudges/{k}/epsilon", detail, SMALLEST, least, "out-of-range")
        if order.values == "list" and program.size > limits.list_values:
            detail = f"More than {limits.list_values} numbers are told in base64."
            of = limits.list_values, "base64", "out-of-range"
            raise misfit(f"/nudges/{k}/values", detail, *of)
    told = sum(order.values != "none" for order in request.nudges)
    if told * program.size > limits.trace_values:
        nearest = limits.trace_values // program.size
        detail = f"Of at most {nearest} nudges every change is told at once."
        raise misfit("/nudges", detail, nearest, nearest, "out-of-range")
    for k, weight in enumerate(request.slices):
        check_named(program.parameters, weight.tensor, f"/slices/{k}/tensor")
        check_cell(program, weight.tensor, weight.cell, f"/slices/{k}")
    once = cost_model.seconds(program, program.batch)
    rest = len(request.nudges) * PASSES_OF_NUDGE + PASSES_OF_POINT * sum(
        s.steps for s in request.slices
    )
    passes = limits.explain_seconds / once - rest
    if passes < 0:
        part = "nudges" if request.nudges else "slices"
        raise too_much(f"/{part}", "This is too much for this network at once.", None)
    sizes = [program.tensors[n].size for n in names]
    most = request.cells or max(sizes, default=0)

    def passes_of(cells: int) -> int:
        return PASSES_OF_CELL * sum(min(size, cells) for size in sizes)

    if passes_of(most) > passes:
        nearest = bisect_right(range(most), passes, key=passes_of) - 1
        detail = "So many cells take too long for this network."
        raise too_much("/cells", detail, nearest or None)
