"""Runs that differ in their seeds alone, as of a class that opens one example: whoever has its turn
computes the next frame of those that are due soon as well. For many at once that takes a few
times as long as for one.

What was found is given to each run as if another had been there (app/compute/trajectory.py), so
it has its bytes and its own pace. Those of one address are together: among its clients whoever was
served least pays for all, so in the end each for its part.
"""

import heapq
import time
from collections import Counter
from itertools import count
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

import numpy as np

from app.compute import cost_model
from app.compute.run_plan import Plan
from engine.fast.stacking import NotStackable
from engine.pausing import Pausing
from engine.run.abreast import Abreast
from engine.run.answers import used_program
from engine.run.evaluation import Evaluation

if TYPE_CHECKING:
    from app.compute.run import Run
    from app.compute.trajectory import Passage
    from engine.random.seed import Seed

    Waiting = tuple[float, int, Run, Passage]

SIZES = (8, 32)
"""Runs that are computed at once, at most; at least half as many."""
LEAST = SIZES[0] // 2
SOON = 0.04
"""Seconds until the frames that are computed with one that is due."""
LONGEST = 0.003
"""Forecast seconds of what is computed at once."""
ROOM = 16
"""What part of the numbers that all runs may hold is for what is computed at once."""


class Alike:
    """Runs of an address and an experiment but for the seed."""

    def __init__(self, plan: Plan, evaluation: Evaluation, all_of: "AllAlike") -> None:
        self.plan, self.evaluation, self.all_of = plan, evaluation, all_of
        self.members: Counter[Seed] = Counter()
        """Runs under way by seed."""
        self.numbers = 0
        """Held in buffers."""
        self.abreast: list[Abreast] = []
        """For fewer and for more runs."""
        self.tried = False
        self.waiting: list[Waiting] = []
        """Frames that were shown and when the next is due, soonest first."""
        self.order = count()

    def preparing(self) -> Pausing[None]:
        """Make what computes several at once, with pauses, as soon as there are several."""
        if self.tried or len(self.members) < LEAST:
            return
        self.tried = True
        sizes = [size for size in SIZES if size <= self._in_time()]
        made, of = [], (self.plan.experiment, self.evaluation)
        try:
            for size in sizes:
                made.append(Abreast(*of, size))
                yield
            self.numbers = sum(each.numbers for each in made)
            if self.all_of.left() < 0:
                self.numbers = 0
                return
            for each in made:
                yield from each.making()
        except NotStackable:
            self.numbers = 0
            return
        except GeneratorExit:  # whoever began with it has left
            self.tried, self.numbers = False, 0
            raise
        self.abreast = made

    def _in_time(self) -> int:
        of = self.plan.experiment
        once = cost_model.iteration(of.program(of.batches.size), cost_model.FUSED)
        score = cost_model.score(used_program(of, 1), len(self.evaluation.inputs))
        return int(LONGEST / (score + once * (self.plan.watch.every or 1)))

    def enter(self, run: "Run") -> None:
        """A run begins."""
        self.members[run.plan.experiment.seed] += 1

    def leave(self, run: "Run") -> None:
        """A run is over."""
        seed = run.plan.experiment.seed
        self.members[seed] -= 1
        if not self.members[seed]:
            del self.members[seed]
        self.waiting = [entry for entry in self.waiting if entry[2] is not run]
        heapq.heapify(self.waiting)

    def expect(self, run: "Run", passage: "Passage") -> None:
        """A run has shown a frame and will go on from there when it is due."""
        if self.abreast and passage.values is None:
            heapq.heappush(self.waiting, (run.due, next(self.order), run, passage))

    def advance(self, run: "Run", passage: "Passage") -> None:
        """Find the next frame of a run, and of others that will want theirs soon, if any do."""
        if not self.abreast or not run.is_small():
            return
        soon = self._soon(run, passage)
        fit = [each for each in self.abreast if each.count <= 2 * len(soon)]
        most = min(fit[-1].count, len(soon)) if fit else 1
        for entry in soon[most:]:
            heapq.heappush(self.waiting, entry)
        if not fit:
            return
        del soon[most:]
        runs = [each for _, _, each, _ in soon]
        values = fit[-1].ahead(
            [each.together for each in runs if each.together],
            [each.iteration for each in runs],
            np.array([each.values for each in runs]),
            self.plan.watch.every or 1,
        )
        if values is None:
            return
        scores = fit[-1].scores(values)
        for (*_, each, its), own, score in zip(soon, values, scores, strict=True):
            each.has_been_found(its, own, score)

    def _soon(self, run: "Run", passage: "Passage") -> "list[Waiting]":
        """A frame, and those out of the heap that are due soon and that nobody has found."""
        found, until, waiting = [(0.0, 0, run, passage)], time.monotonic() + SOON, self.waiting
        seen, most = {id(passage)}, self.abreast[-1].count
        while waiting and waiting[0][0] < until and len(found) < most:
            entry = heapq.heappop(waiting)
            *_, other, its = entry
            if other.passage is not its or its.values is not None or not other.is_small():
                continue
            if id(its) not in seen:  # else they are the same run
                seen.add(id(its))
                found.append(entry)
        return found


class AllAlike:
    """Those of a server process."""

    def __init__(self, run_values: float) -> None:
        """`run_values`: numbers that all runs may hold."""
        self.room = run_values / ROOM
        self.known: WeakValueDictionary[tuple[str, str, int | None], Alike] = WeakValueDictionary()

    def of(self, address: str, plan: Plan, evaluations: list[Evaluation]) -> Alike | None:
        """Those that a run belongs to, if it is of a kind that can be computed so."""
        if len(evaluations) > 1 or not plan.watch.every:
            return None
        key = address, plan.experiment.text_but_seed, plan.watch.every
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = Alike(plan, evaluations[0], self)
        return found

    def left(self) -> float:
        """Numbers that there is still room for."""
        return self.room - sum(each.numbers for each in self.known.values())
