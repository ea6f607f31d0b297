"""A spread under way: runs that differ in their seed alone, and frames of all their losses."""

import math
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, Protocol

import numpy as np
from pydantic_core import to_json

from app.compute.spread_plan import SpreadPlan, check_work
from app.limits import Limits
from engine.data.dataref import Examples
from engine.fast.stacked_answers import StackedAnswers
from engine.fast.stacking import NotStackable
from engine.op import Array
from engine.pausing import Pausing
from engine.run.answers import sharing, used_program
from engine.run.band import band
from engine.run.evaluation import Evaluation
from engine.run.many import ManyRuns
from engine.run.runs_in_turn import RunsInTurn
from engine.run.training import STRETCH

TURN = 0.001
"""Seconds of training between two pauses, about."""

Score = Callable[[Array], Pausing[Array]]
"""From the values of all runs to their losses on some data."""


class Runs(Protocol):
    """What trains the networks of a spread."""

    @property
    def iteration(self) -> int:
        """Iterations done."""

    @property
    def diverged(self) -> Mapping[int, Any]:
        """What left the finite numbers, by its place."""

    @property
    def values(self) -> Array:
        """Parameters and state of every run, (runs, …)."""

    def advancing(self, iterations: int) -> Pausing[None]:
        """Train on, with pauses."""


class Together:
    """Networks that are stacked into one."""

    def __init__(self, runs: ManyRuns) -> None:
        self.runs, self.length = runs, 1

    @property
    def iteration(self) -> int:
        """Iterations done."""
        return self.runs.iteration

    @property
    def diverged(self) -> Mapping[int, Any]:
        """What left the finite numbers, by its place."""
        return self.runs.diverged

    @property
    def values(self) -> Array:
        """Parameters and state of every run, (runs, …)."""
        return self.runs.values

    def advancing(self, iterations: int) -> Pausing[None]:
        """Train on, with pauses: so many iterations at a time as a turn takes."""
        while iterations:
            now = min(self.length, iterations)
            begin = time.perf_counter()
            self.runs.run(now)
            took = time.perf_counter() - begin
            if took < TURN / 2 and now == self.length:
                self.length = min(2 * self.length, STRETCH)
            elif took > 2 * TURN:
                self.length = max(1, self.length // 2)
            iterations -= now
            yield


class Spread:
    """A plan under way, made by `making`."""

    def __init__(self, plan: SpreadPlan, seconds: float, stopping: Callable[[], bool]) -> None:
        self.plan, self.stopping = plan, stopping
        self.closes = time.monotonic() + seconds
        self.together = False

    def making(self, limits: Limits) -> Pausing[None]:
        """Make all that runs, with pauses; raises Problem where that takes too long."""
        of = self.plan.experiment
        data = [Examples(of.inputs, of.targets)] + ([self.plan.test] if self.plan.test else [])
        try:
            if not self.plan.small:
                raise NotStackable
            runs = ManyRuns(of, self.plan.seeds)
            yield from runs.preparing()
            self.runs: Runs = Together(runs)
            self.scores = []
            for one in data:
                self.scores.append((yield from self._score_together(one)))
            self.together = True
        except NotStackable:
            check_work(self.plan, limits, 1.0)
            self.runs = RunsInTurn(of, self.plan.seeds)
            for size in {len(one.inputs) for one in data}:
                yield from sharing(of, size, self.plan.part)
            self.scores = [self._score_in_turn(one) for one in data]

    def frames(self) -> Iterator[bytes | None]:
        """Frame after frame as JSON, with None wherever others may take their turn."""
        while True:
            told = yield from self._told()
            end = self._end()
            if end:
                yield to_json({**told, "end": end})
                return
            yield to_json(told)
            done, every = self.runs.iteration, self.plan.every
            for _ in self.runs.advancing(min(every, self.plan.iterations - done)):
                yield None

    def _told(self) -> Pausing[dict[str, Any]]:
        values, told = self.runs.values, []
        for score in self.scores:
            losses = yield from score(values)
            losses[list(self.runs.diverged)] = np.nan
            told.append(_losses(losses))
            yield
        found = {"iteration": self.runs.iteration, **told[0]}
        return found | ({"test": told[1]} if len(told) > 1 else {})

    def _end(self) -> dict[str, Any] | None:
        reason = None
        if self.runs.iteration >= self.plan.iterations:
            reason = "done"
        elif self.stopping():
            reason = "restart"
        elif time.monotonic() >= self.closes:
            reason = "limit"
        diverged = [
            {"seed": self.plan.seeds[n], "iteration": where.iteration}
            for n, where in sorted(self.runs.diverged.items())
        ]
        return reason and {"reason": reason, "together": self.together, "diverged": diverged}  # type: ignore[return-value]

    def _score_together(self, data: Examples) -> Pausing[Score]:
        program = used_program(self.plan.experiment, len(data.inputs))
        answers = StackedAnswers(program, len(self.plan.seeds))
        yield from answers.making(data.inputs, data.targets)

        def score(values: Array) -> Pausing[Array]:
            yield
            return answers.losses(values)

        return score

    def _score_in_turn(self, data: Examples) -> Score:
        evaluation = Evaluation(self.plan.experiment, data.inputs, data.targets, self.plan.part)

        def score(values: Array) -> Pausing[Array]:
            losses = np.empty(len(values))
            for n, each in enumerate(values):
                losses[n] = (yield from evaluation.scoring(each)).loss
            return losses

        return score


def _losses(losses: Array) -> dict[str, Any]:
    """The fields of a `Losses`."""
    return {
        "losses": [_finite(loss) for loss in losses.tolist()],
        "band": {name: _finite(value) for name, value in asdict(band(losses)).items()},
    }


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
