"""What a spread will be and what it costs, settled before it starts."""

from dataclasses import dataclass, replace

import numpy as np

from app.compute import cost_model, run_plan
from app.limits import Limits
from app.parsing.request_reader import RequestReader
from app.problems import Fault, Problem
from app.schemas.spread_request import SpreadRequest
from engine import Experiment
from engine.data.dataref import Examples
from engine.pausing import Pausing
from engine.run.answers import used_program
from engine.run.checkpoint import first

STACKED = 8192
"""Numbers of an iteration, up to which it gains to stack networks: more lie beyond the cache."""
SHARE = 1 / 3
"""What a network takes of its time alone, where it is stacked: a sixth to a half."""


@dataclass(frozen=True)
class SpreadPlan:
    """A spread: its runs, until when, and how often it is looked at."""

    experiment: Experiment
    seeds: tuple[int, ...]
    test: Examples | None
    iterations: int
    every: int
    each: float
    """Forecast seconds of an iteration of one network alone, and of its share in a frame."""
    part: int
    """Examples of an evaluation between two pauses."""
    held: int
    """Numbers that it holds in memory."""
    small: bool
    """Whether its networks may be stacked."""


def plan(
    request: SpreadRequest, reader: RequestReader[SpreadRequest], limits: Limits
) -> Pausing[SpreadPlan]:
    """The plan of a request, pausing often; raises Problem where a limit is passed."""
    experiment, seeds = reader.experiment(request), tuple(request.seeds)
    yield
    if request.checkpoint:
        raise _fault("invalid", "/checkpoint", "A spread starts where its seeds do.")
    yield from _check_luck(experiment, seeds)
    program = experiment.program(experiment.batches.largest)
    once, held = run_plan.cost(experiment, program.batch, limits)
    yield
    watched = used_program(experiment, 1)
    test = experiment.data.held_out if experiment.data else None
    data = [len(experiment.inputs)] + ([len(test.inputs)] if test else [])
    look = sum(cost_model.score(watched, n) for n in data)
    part = cost_model.examples_in(watched, run_plan.PART)
    looked = max(used_program(experiment, min(n, part)).size for n in data)
    small = max(program.size, looked) <= STACKED
    found = SpreadPlan(
        experiment, seeds, test, request.iterations, request.every,
        once + look / request.every, part, (held + looked) * len(seeds), small,
    )  # fmt: skip
    check_work(found, limits, SHARE if small else 1.0)
    return found


def check_work(of: SpreadPlan, limits: Limits, share: float) -> None:
    """Raise Problem if networks that take this share of their time alone take too long."""
    most = int(limits.run_seconds / (of.each * share * len(of.seeds)))
    if of.iterations > most:
        detail = f"The work allowed for {len(of.seeds)} runs of this network ends at {most}."
        if not most:
            raise _fault("too-much-work", "/seeds", "Ask for fewer runs, or a smaller network.")
        raise _fault("too-much-work", "/iterations", detail, most)


def _check_luck(experiment: Experiment, seeds: tuple[int, ...]) -> Pausing[None]:
    """Raise Problem if nothing is left to the seed."""
    drawn = experiment.batches.shuffled or experiment.program(1).noise
    if drawn or len(seeds) == 1:
        return
    two = [first(replace(experiment, seed=seed)).values for seed in seeds[:2]]
    yield
    if np.array_equal(two[0], two[1]):
        detail = "All weights are given here, so that a seed changes nothing: leave some out."
        raise _fault("invalid", "/experiment/parameters", detail)


def _fault(slug: str, pointer: str, detail: str, limit: int | None = None) -> Problem:
    fault = Fault(pointer=pointer, detail=detail, limit=limit, nearest=limit)
    return Problem(slug, f"At {pointer}: {detail}", [fault])
