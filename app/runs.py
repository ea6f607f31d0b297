"""A run: training that pauses often, and frames of it at the pace that was asked for."""

import base64
import math
import time
from collections.abc import Callable, Generator, Iterator
from typing import Any

import numpy as np
from pydantic_core import to_json

from app import frames as documents
from app import wire
from app.plans import Plan
from engine.evaluation import Evaluation, Score
from engine.train import Training


class Run:
    """A plan under way. Setting it up takes a few milliseconds."""

    def __init__(
        self,
        plan: Plan,
        evaluations: list[Evaluation],
        seconds: float,
        stopping: Callable[[], bool] = bool,
    ) -> None:
        """`seconds` is how long it may stay open, `stopping` whether the server is about to end."""
        self.plan, self.order, self.evaluations = plan, plan.order, evaluations
        self.stopping = stopping
        self.training = Training(plan.experiment, plan.start)
        self.due = time.monotonic()
        """When the next frame is wanted."""
        self.closes = self.due + seconds
        self.ended = False

    def rest(self) -> float:
        """Until when it rests behind a frame; one that keeps to no pace works until it is due."""
        return self.due if self.order["every"] and not self.ended else 0.0

    def frames(self) -> Iterator[bytes | None]:
        """Frame after frame as JSON, with None wherever others may take their turn."""
        pace = 1 / self.order["per_second"] if self.order["per_second"] else 0.0
        while not self.ended:
            values = self.training.checkpoint.values
            score, *test = yield from self._scores(values)
            end = self._end(score)
            self.ended = end is not None
            now = time.monotonic()
            self.due = max(self.due + pace, now) if self.order["every"] else now + pace
            yield self._frame(values, score, test, end)
            if not end:
                yield from self._advance(self.due)

    def _scores(self, values: np.ndarray) -> Generator[None, None, list[Score]]:
        found = []
        for each in self.evaluations:
            score = yield from each.scoring(values)
            found.append(score)
        return found

    def _advance(self, due: float) -> Iterator[None]:
        """Train up to the next frame: so many iterations on, or until it is due."""
        training, every, growth = self.training, self.order["every"], self.order["growth"]
        stop, done = self.plan.last, training.iteration
        if every:
            stop = min(stop, done - done % every + every)
        if growth:
            stop = min(stop, done + max(math.ceil(done * growth), self.plan.apart))
        while training.iteration < stop and training.diverged is None:
            training.run(min(self.plan.pause, stop - training.iteration))
            yield
            if self.stopping() or (every is None and time.monotonic() >= due):
                return

    def _end(self, score: Score) -> documents.End | None:
        until, where = self.order["until"], self.training.diverged
        if where:
            return documents.End(reason="diverged", where=wire.non_finite(where))
        loss, accuracy = until["loss"], until["accuracy"]
        if (loss is not None and score.loss <= loss) or (
            accuracy is not None and (score.accuracy or 0.0) >= accuracy
        ):
            return documents.End(reason="target")
        if self.training.iteration >= self.plan.last:
            return documents.End(reason="limit" if self.plan.limited else "done")
        if self.stopping():
            return documents.End(reason="restart")
        return documents.End(reason="limit") if time.monotonic() >= self.closes else None

    def _frame(
        self, values: np.ndarray, score: Score, test: list[Score], end: documents.End | None
    ) -> bytes:
        """A documents.Frame, written without the model: it would take as long as to compute it."""
        k = self.training.iteration
        told_of: dict[str, Any] = {**told(score), "iteration": k, "epoch": k // self.plan.epoch}
        if test:
            told_of["test"] = told(test[0])
        if self.order["values"] != "none":
            told_of["values"] = written(values, self.order["values"])
        if end:
            told_of["end"] = end.model_dump(exclude_unset=True)
        return to_json(told_of)


def told(score: Score) -> dict[str, float | None]:
    """The fields of a documents.Score."""
    loss = {"loss": score.loss if math.isfinite(score.loss) else None}
    return loss if score.accuracy is None else loss | {"accuracy": score.accuracy}


def written(values: np.ndarray, form: str) -> list[float] | str:
    """A flat array as a list, or as float64 in base64."""
    if form == "list":
        return values.tolist()  # type: ignore[no-any-return]
    return base64.b64encode(values.astype("<f8").tobytes()).decode("ascii")
