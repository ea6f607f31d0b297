"""A few iterations of several runs at once, and how good each is then: a call of NumPy for all.

The runs differ in their seeds, and each is at an iteration of its own. The numbers are those of
`SharedTraining` and `Evaluation`, to the last bit.
"""

import math
from collections.abc import Sequence

import numpy as np

from engine.experiment.value import Experiment
from engine.fast.flags import Flags
from engine.fast.stacked_answers import StackedAnswers
from engine.fast.stacked_program import StackedProgram
from engine.fast.stacking import NotStackable
from engine.op import Array
from engine.pausing import Pausing
from engine.run.answers import used_program
from engine.run.evaluation import Evaluation, Score
from engine.run.shared_training import SharedTraining


class Abreast:
    """Up to `count` runs of an experiment but for the seed.

    Raises NotStackable where batches have several sizes, scores several parts, and where a
    program cannot be stacked, some of that in `making`.
    """

    def __init__(self, experiment: Experiment, evaluation: Evaluation, count: int) -> None:
        plan = experiment.batches
        if plan.largest != plan.smallest or len(evaluation.questions.parts) > 1:
            raise NotStackable("its batches or scores are made in several sizes")
        self.evaluation, self.count = evaluation, count
        self.training = StackedProgram(experiment, plan.size, count)
        program = used_program(experiment, len(evaluation.inputs))
        self.answers = StackedAnswers(program, count)
        self.numbers = (count + 1) * (self.training.program.size + program.size)
        """In its buffers, about."""
        self.places: list[tuple[Array, Array, int, tuple[int, ...]]] = []
        """Where examples go, what they are taken from and on which axis, and the order of axes."""
        self.rows = np.zeros((count, plan.size), int)

    def making(self) -> Pausing[None]:
        """Make the calls, with pauses. Raises NotStackable."""
        of, now = self.training.experiment, self.training
        yield from now.making()
        if not now.same:
            for out, prepare, over in (*now.now.sources, now.now.wanted):
                data = of.targets if out is now.now.wanted[0] else of.inputs
                source = np.ascontiguousarray(prepare(data))
                axis = over % source.ndim
                order = (axis, *(k for k in range(source.ndim + 1) if k != axis))
                self.places.append((now.stack.view(out), source, axis, order))
        yield
        yield from self.answers.making(self.evaluation.inputs, self.evaluation.targets)
        name, made = self.evaluation.output, self.answers.now.arrays
        if self.evaluation.read and name not in made:
            raise NotStackable("its answers are made by their rule")
        self.output = self.answers.stack.view(made[name]) if self.evaluation.read else np.empty(0)

    def ahead(
        self, runs: Sequence[SharedTraining], iterations: Sequence[int], values: Array, count: int
    ) -> Array | None:
        """Parameters and state of each after so many iterations from its own.

        None if a number that is not finite may have come about.

        Both are (runs, carried).
        """
        now, flags, alarm = self.training, Flags(), 0.0
        now.load(self._filled(values))
        with flags.watching:
            for done in range(count):
                self._put(runs, [k + done for k in iterations])
                now.run()
                alarm += now.E.sum() + _squares(now.carried)
                for array in now.watched:
                    alarm += _squares(array)
        if not math.isfinite(alarm) or (flags.raised and not now.watched):
            return None
        return now.values()[: len(runs)]

    def scores(self, values: Array) -> list[Score]:
        """How good each is, (runs, carried)."""
        of, now = self.evaluation, self.answers
        losses: list[float] = now.losses(self._filled(values)).tolist()[: len(values)]
        if of.read is None or of.wanted is None:
            return [Score(loss, None) for loss in losses]
        right: list[int] = np.count_nonzero(of.read(self.output) == of.wanted, axis=1).tolist()
        return [Score(loss, k / len(of.inputs)) for loss, k in zip(losses, right, strict=False)]

    def _filled(self, values: Array) -> Array:
        """Where there are fewer runs, the first one stands for those that are not there."""
        if len(values) == self.count:
            return values
        filled = np.repeat(values[:1], self.count, axis=0)
        filled[: len(values)] = values
        return filled

    def _put(self, runs: Sequence[SharedTraining], iterations: list[int]) -> None:
        """The examples of each run's iteration in their places, and its number."""
        now = self.training
        if now.k is not None:
            now.k[: len(runs)] = np.reshape(iterations, (-1,) + (1,) * (now.k.ndim - 1))
            now.k += 1
        if now.same:
            return
        for n, (run, k) in enumerate(zip(runs, iterations, strict=True)):
            self.rows[n] = run.rows(k)
        for out, source, axis, order in self.places:
            np.copyto(out, source.take(self.rows, axis, mode="clip").transpose(order))
        for call in now.prepare:
            call()


def _squares(values: Array) -> float:
    return float((values * values).sum())
