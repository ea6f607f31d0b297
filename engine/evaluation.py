"""How well a network does on data: its loss, and its accuracy where targets are classes."""

from collections.abc import Callable, Generator
from dataclasses import dataclass

import numpy as np

from engine.answers import output, shared
from engine.experiment import Experiment
from engine.fit import InvalidExperiment, check_data, check_loss, numbers
from engine.op import Array

Judge = Callable[[Array, Array], int]
"""Answers and targets of a batch → how many are right."""


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
        self.inputs, self.targets = numbers("/inputs", inputs), numbers("/targets", targets)
        check_data(self.inputs, self.targets)
        has, needs = (a.shape[1:] for a in (self.inputs, experiment.inputs))
        if has != needs:
            words = [" × ".join(map(str, shape)) for shape in (has, needs)]
            message = f"each input has {words[0]} numbers, the network takes {words[1]}"
            raise InvalidExperiment("/inputs", message, list(needs))
        check_loss(experiment.layers, experiment.loss, self.targets, experiment.targets.shape[1:])
        self.judge = judge(experiment.targets)
        count = len(self.inputs)
        part = min(part or count, count)
        self.parts = [slice(k, min(k + part, count)) for k in range(0, count, part)]
        sizes = {s.stop - s.start for s in self.parts}
        self.answers = {size: shared(experiment, size) for size in sizes}
        self.mean = experiment.loss.reduction == "mean"

    def __call__(self, values: Array) -> Score:
        """The score with the values of a checkpoint."""
        scoring = self.scoring(values)
        while True:
            try:
                next(scoring)
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]

    def scoring(self, values: Array) -> Generator[None, None, Score]:
        """The same, with a pause behind each part. Of one part, the loss has a trace's bytes."""
        loss, right = 0.0, 0
        for part in self.parts:
            size = part.stop - part.start
            now, targets = self.answers[size], self.targets[part]
            now.ask(values, self.inputs[part], targets)
            loss += now["E"].item() * (size / len(self.inputs) if self.mean else 1.0)
            if self.judge:
                right += self.judge(now[output(now.program)], targets)
            yield
        return Score(loss, right / len(self.inputs) if self.judge else None)


def judge(targets: Array) -> Judge | None:
    """What decides whether an answer is right: None unless targets of shape (N, n) are classes.

    One output: 0 and 1, or −1 and 1, and the nearer one is the answer. Several: one of them is 1
    and the others are all 0 or all −1, and the largest is the answer.
    """
    low = next((low for low in (0.0, -1.0) if np.isin(targets, (low, 1.0)).all()), None)
    if low is None or targets.ndim != 2 or (targets == targets[0, 0]).all():
        return None
    if targets.shape[1] == 1:
        middle = (1.0 + low) / 2
        return lambda answers, wanted: int(
            np.count_nonzero((answers > middle) == (wanted > middle))
        )
    if not ((targets == 1.0).sum(axis=1) == 1).all():
        return None
    return lambda answers, wanted: int((answers.argmax(1) == wanted.argmax(1)).sum())
