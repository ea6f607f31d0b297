"""A trace runs up to an iteration and keeps all of that one."""

from dataclasses import replace

from engine.experiment.value import Experiment
from engine.pausing import Pausing, finish
from engine.run.checkpoint import Checkpoint
from engine.run.divergence import Diverged, first_non_finite
from engine.run.iteration import Trace
from engine.run.training import STRETCH, Training
from engine.validation.validate import is_finite

__all__ = ["Trace", "trace", "tracing"]


TOGETHER = 250_000
"""Numbers of the iterations between two pauses; a larger one pauses behind each of its calls."""


def trace(experiment: Experiment, iteration: int = 0, start: Checkpoint | None = None) -> Trace:
    """Run an experiment up to an iteration (0 is the first) and keep all of that one.

    `start` takes a run up where another stopped. However an iteration is reached, by whatever
    checkpoints, by `Training` or by `History`, it has the same bytes. A run that stops being
    finite gives the last finite iteration, with `diverged` set; raises Diverged if there is none
    since `start`, and InvalidExperiment if `start` does not fit.
    """
    return finish(tracing(experiment, iteration, start, pauses=False))


def tracing(
    experiment: Experiment, iteration: int = 0, start: Checkpoint | None = None,
    *, pauses: bool = True,
) -> Pausing[Trace]:  # fmt: skip
    """`trace`, with pauses."""
    training = Training(experiment, start, iteration)
    begin = training.iteration
    try:
        yield from training.current.used_often()
        size = training.current.program.size
        together = min(STRETCH, TOGETHER // size) if pauses else STRETCH
        if pauses and together and begin < iteration:
            yield from training.preparing()
        while training.iteration < iteration and training.diverged is None:
            yield
            if together:
                training.run(min(together, iteration - training.iteration))
            else:
                yield from training.stepping()
        found = training.look() if together else (yield from training.looking())
    finally:  # also where nobody waits any more
        training.release()
    if is_finite(found.vector):
        return found
    where = first_non_finite(found)
    if found.iteration == begin:
        raise Diverged(where)
    last = yield from tracing(experiment, found.iteration - 1, start, pauses=pauses)
    return replace(last, diverged=where)
