"""A run: training that pauses often, and frames of it at the pace that was asked for."""

import math
import time
from collections.abc import Callable, Generator, Iterator

import numpy as np
from pydantic_core import to_json

from app.compute.alike import Alike
from app.compute.frame import frame
from app.compute.run_plan import Plan
from app.compute.trajectory import Passage, Passages, Trajectory
from app.schemas import frames as documents
from app.schemas import serialize
from engine import Checkpoint, NonFinite
from engine.run.evaluation import Evaluation, Score
from engine.run.shared_training import SharedTraining
from engine.run.training import Training

FEW = 8
"""Iterations up to the next frame that a small run trains in buffers that it shares, at most."""


class Run:
    """A plan under way. Setting it up takes a few milliseconds."""

    def __init__(
        self,
        plan: Plan,
        evaluations: list[Evaluation],
        seconds: float,
        passages: Passages,
        stopping: Callable[[], bool] = bool,
        alike: Alike | None = None,
    ) -> None:
        """`seconds` is how long it may stay open, `stopping` whether the server is about to end.

        `passages` are what this and other runs have found, `alike` those that differ in the seed.
        """
        self.plan, self.watch, self.evaluations = plan, plan.watch, evaluations
        self.stopping = stopping
        self.passage: Passage | None = None
        """What was shown last."""
        self.following: Passage | None = None
        """What comes behind it, if another has found that."""
        self.trajectory = Trajectory(plan, passages)
        self.iteration, self.values = plan.start.iteration, plan.start.values
        self.training: Training | None = None
        """Where it was last trained; behind this run while that follows another."""
        self.together: SharedTraining | None = None
        self.few = min(FEW, plan.pause) if self.trajectory.shared else 0
        """Iterations up to the next frame that it trains there at most."""
        self.alike = alike if (plan.watch.every or 0) <= self.few else None
        if not self.trajectory.shared:
            self.training = self._trained()
        self.diverged: NonFinite | None = None
        self.due = time.monotonic()
        """When the next frame is wanted."""
        self.closes = self.due + seconds
        self.ended = False

    def rest(self) -> float:
        """Until when it rests behind a frame; one that keeps to no pace works until it is due."""
        return self.due if self.watch.every and not self.ended else 0.0

    def frames(self) -> Iterator[bytes | None]:
        """Frame after frame as JSON, with None wherever others may take their turn."""
        pace = 1 / self.watch.per_second if self.watch.per_second else 0.0
        if self.alike:
            self.alike.enter(self)
        try:
            while not self.ended:
                found, self.following = self.following, None
                passage = found or self.trajectory.get(self.iteration, self.values)
                if passage is None:
                    passage = self._frame_at_once() or (yield from self._frame())
                    self.trajectory.put(self.iteration, self.values, passage)
                yield self._shown(passage, pace)
                if self.passage is passage and not self._advance_at_once(passage):
                    yield from self._advance(passage)
        finally:
            self.passage = None
            if self.alike:
                self.alike.leave(self)

    def _shown(self, passage: Passage, pace: float) -> bytes:
        """The frame of a passage, and when the next is due or why there is none."""
        end, now = self._end(passage.score), time.monotonic()
        self.due = next_due(self.due, pace, now) if self.watch.every else now + pace
        if end:
            self.ended, self.passage = True, None
            ending = to_json(end.model_dump(exclude_unset=True))
            return b'%b,"end":%b}' % (passage.frame[:-1], ending)
        self.passage = passage
        if self.alike:
            self.alike.expect(self, passage)
        return passage.frame

    def _advance_at_once(self, passage: Passage) -> bool:
        """Go on to the next frame where another run has been, or that is little work; whether it
        has.
        """
        if passage.values is None and self.alike:
            self.alike.advance(self, passage)
        if passage.values is not None and passage.iteration <= self.plan.last:
            self.iteration, self.values = passage.iteration, passage.values
            return True
        if self.together is None or not self.watch.every:
            return False
        following = _multiple(self.iteration, self.watch.every)
        count = min(following, self.plan.last) - self.iteration
        if count > self.few:
            return False
        found = self.together.ahead(self.iteration, self.values, count)
        if found is None:
            self.few, self.together = 0, None
            return False
        self.iteration, self.values = self.iteration + count, found
        if self.iteration == following:
            passage.iteration, passage.values = following, found
        return True

    def _advance(self, passage: Passage) -> Iterator[None]:
        """Go on to the next frame by training, with pauses."""
        before, every = self.iteration, self.watch.every
        if self.few and self.together is None:
            self.together = SharedTraining(self.plan.experiment)
            yield from self.together.preparing(before)
            if self.alike:
                yield from self.alike.preparing()
            if self._advance_at_once(passage):
                return
        training = self._trained()
        if training is not self.training:
            yield from training.preparing()
        yield from self._train(training)
        self.iteration, self.values = training.iteration, training.values
        self.training, self.diverged = training, training.diverged
        if every and self.iteration == _multiple(before, every) and not self.diverged:
            passage.iteration, passage.values = self.iteration, self.values

    def _trained(self) -> Training:
        """The training of this run, where the run is."""
        known = self.training
        if known and known.iteration == self.iteration:
            return known
        here = Checkpoint(self.iteration, self.values)
        return Training(self.plan.experiment, here)

    def _train(self, training: Training) -> Iterator[None]:
        """Train up to the next frame: so many iterations on, or until it is due."""
        every, growth = self.watch.every, self.watch.growth
        stop, done = self.plan.last, training.iteration
        if every:
            stop = min(stop, _multiple(done, every))
        if growth:
            stop = min(stop, done + max(math.ceil(done * growth), self.plan.apart))
        while training.iteration < stop and training.diverged is None:
            training.run(min(self.plan.pause, stop - training.iteration))
            yield
            if self.stopping() or (every is None and time.monotonic() >= self.due):
                return

    def _end(self, score: Score) -> documents.End | None:
        until, where = self.watch.until, self.diverged
        if where:
            return documents.End(reason="diverged", where=serialize.non_finite(where))
        loss, accuracy = until.loss, until.accuracy
        if (loss is not None and score.loss <= loss) or (
            accuracy is not None and (score.accuracy or 0.0) >= accuracy
        ):
            return documents.End(reason="target")
        if self.iteration >= self.plan.last:
            return documents.End(reason="limit" if self.plan.limited else "done")
        if self.stopping():
            return documents.End(reason="restart")
        return documents.End(reason="limit") if time.monotonic() >= self.closes else None

    def _frame_at_once(self) -> Passage | None:
        """The frame of a run that is scored on few data alone."""
        if len(self.evaluations) > 1:
            return None
        score = self.evaluations[0].at_once(self.values)
        return self._passage(self.iteration, self.values, score) if score else None

    def _frame(self) -> Generator[None, None, Passage]:
        scores = []
        for each in self.evaluations:
            score = yield from each.scoring(self.values)
            scores.append(score)
        return self._passage(self.iteration, self.values, *scores)

    def is_small(self) -> bool:
        """Whether it gets to its next frame by as few iterations as all frames are apart."""
        every, k = self.watch.every or 0, self.iteration
        return self.together is not None and k % every == 0 and k + every <= self.plan.last

    def has_been_found(self, passage: Passage, values: np.ndarray, score: Score) -> None:
        """Its frame behind this one was made by another."""
        k = self.iteration + (self.watch.every or 0)
        passage.iteration, passage.values = k, values
        self.following = self._passage(k, values, score)
        if self.alike and self.alike.members[self.plan.experiment.seed] > 1:
            self.trajectory.put(k, values, self.following)

    def _passage(self, iteration: int, values: np.ndarray, *scores: Score) -> Passage:
        epoch = iteration // self.plan.epoch
        return Passage(frame(iteration, epoch, values, self.watch.values, *scores), scores[0])


def next_due(due: float, pace: float, now: float) -> float:
    """When the frame after one that was due is; those that it is too late for are left out.

    A run keeps to its own beat: if all that wait at once went on from then, they would be due
    together for ever after.
    """
    return max(due + pace, now - (now - due) % pace) if pace else now


def _multiple(done: int, every: int) -> int:
    """The next multiple of `every`."""
    return done - done % every + every
