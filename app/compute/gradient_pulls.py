"""Pulls: what each example of a batch makes of the gradient of a weight."""

from typing import Any

from app.compute import cost_model
from app.compute.moment import Moments, check_cell, check_named, planned, too_much
from app.limits import Limits
from app.parsing.request_reader import RequestReader
from app.schemas.path_request import PullRequest
from app.schemas.serialize_checks import finite
from engine import Program
from engine.explain.pulls import examples_meet, pulling
from engine.pausing import Pausing

SUMMED = 4e-9
"""Seconds for each number of an example's gradient, to add it up."""
ALONE = 5
"""How much longer the way back takes for one example at a time, its numbers taken out."""


def pulls(
    request: PullRequest, reader: RequestReader[PullRequest], limits: Limits, moments: Moments
) -> Pausing[dict[str, Any]]:
    """The fields of an explanations.Pulls; raises Problem where something does not fit."""
    experiment, program = yield from planned(request, reader, limits)
    check_named(program.parameters, request.tensor, "/tensor")
    check_cell(program, request.tensor, request.cell)
    _check_time(program, limits)
    done = yield from moments.trace(request, reader, experiment)
    found = yield from pulling(done, request.tensor, tuple(request.cell))
    return {
        "iteration": done.iteration,
        "tensor": found.parameter,
        "cell": found.cell,
        "rows": done.rows.tolist(),
        "losses": found.losses.tolist(),
        "pulls": found.pulls.tolist(),
        "gradient": float(done[f"d_{found.parameter}"][found.cell]),
        "agreement": {
            "cell": finite(found.agreement),
            "parameter": finite(found.agreement_of_parameter),
            "all": finite(found.agreement_of_all),
        },
    }


def _check_time(program: Program, limits: Limits) -> None:
    """Raise Problem for a batch whose examples would take too long, one by one."""
    meet = examples_meet(program)
    # of n examples: n (none + each) in rows of their own, n (none + n each) where they meet
    none, each = _line(program)
    if forecast(program) > limits.explain_seconds:
        nearest = _most(none, each, limits.explain_seconds, meet)
        detail = "So many examples take too long one by one; use a smaller batch or network."
        raise too_much("/experiment/batch", detail, nearest or None)


def forecast(program: Program) -> float:
    """Seconds of the pulls of all examples."""
    none, each = _line(program)
    count = program.batch
    return count * (none + each * (count if examples_meet(program) else 1))


def _line(program: Program) -> tuple[float, float]:
    """Seconds of an example beside its numbers, and of those."""
    numbers = sum(program.tensors[n].size for n in program.parameters)
    none, one = (ALONE * cost_model.seconds(program, n, ("backward",)) for n in (0, 1))
    return none + SUMMED * numbers, one - none


def _most(none: float, each: float, limit: float, meet: bool) -> int:
    if not meet:
        return int(limit / (none + each))
    return int(2 * limit / (none + (none * none + 4 * each * limit) ** 0.5))
