"""How well a network does on data: its loss, and its accuracy where targets are classes."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.data.classes import classes
from engine.experiment.value import Experiment
from engine.op import Array
from engine.pausing import Pausing, finish
from engine.run.answers import Answers, Questions, output, used_program
from engine.validation.validate import check_data, check_loss, numbers

See = Callable[[slice, Answers], None]
"""Is shown each part of the data with what the network answers to it."""


@dataclass(frozen=True)
class Score:
    """Loss on all the data, and the share of examples with the right class; None: no classes."""

    loss: float
    accuracy: float | None


class Evaluation:
    """A network on given data, at most `part` examples at a time.

    Raises InvalidExperiment if inputs or targets do not fit the network.
    """

    def __init__(
        self, experiment: Experiment, inputs: Array, targets: Array, part: int | None = None
    ) -> None:
        own = inputs is experiment.inputs and targets is experiment.targets
        self.inputs = inputs if own else numbers("/inputs", inputs)
        self.targets = targets if own else numbers("/targets", targets)
        check_data(self.inputs, self.targets)
        self.questions = Questions(experiment, self.inputs, part)
        check_loss(experiment.layers, experiment.loss, self.targets, experiment.targets.shape[1:])
        self.output = output(used_program(experiment, 1))
        self.read = classes(experiment.targets)
        self.wanted = self.read(self.targets) if self.read else None
        self.mean = experiment.loss.reduction == "mean"

    def __call__(self, values: Array) -> Score:
        """The score with the values of a checkpoint."""
        return finish(self.scoring(values))

    def scoring(self, values: Array, see: See | None = None) -> Pausing[Score]:
        """The same, with a pause behind each part. Of one part, the loss has a trace's bytes.

        Values are (carried,).
        """
        loss, right = 0.0, 0
        for part, now in self.questions.ask(values, self.targets):
            its_loss, its_right = self._of(part, now)
            loss, right = loss + its_loss, right + its_right
            if see:
                see(part, now)
            yield
        return self._score(loss, right)

    def at_once(self, values: Array) -> Score | None:
        """The same where the data are one part; None where they are more.

        Values are (carried,).
        """
        whole = self.questions.whole(values, self.targets)
        return whole and self._score(*self._of(*whole))

    def _of(self, part: slice, now: Answers) -> tuple[float, int]:
        """What a part adds to the loss, and how many of its examples are right."""
        share = (part.stop - part.start) / len(self.inputs) if self.mean else 1.0
        loss, right = now["E"].item() * share, 0
        if self.read and self.wanted is not None:
            said = self.read(now[self.output])
            right = int(np.count_nonzero(said == self.wanted[part]))
        return loss, right

    def _score(self, loss: float, right: int) -> Score:
        return Score(loss, right / len(self.inputs) if self.read else None)
