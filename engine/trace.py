"""A trace is one iteration: the tensor table and one flat float64 vector with every value."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from engine.checkpoint import Checkpoint, first
from engine.divergence import Diverged, NonFinite, first_non_finite
from engine.experiment import Experiment
from engine.op import Array
from engine.pausing import Pausing, finish
from engine.program import Program

SMALL, SPARE = 4096, 2
"""Values of a vector that is kept for other runs, and how many of a program: binding costs as
much as a few iterations of a small network, and nothing beside one of a large network."""


@dataclass(frozen=True, eq=False)
class Trace:
    """Every value of one iteration, read-only. `trace["W1"]` is a view, shape as in the table."""

    experiment: Experiment
    program: Program
    iteration: int
    rows: Array
    """Which examples of the data are in this batch."""
    vector: Array
    diverged: NonFinite | None = None
    """Set if a later iteration was asked for but the run diverged; this is the last finite one."""

    def __getitem__(self, name: str) -> Array:
        return self.program.tensors[name].view(self.vector)

    @property
    def checkpoint(self) -> Checkpoint:
        """Where the next iteration begins."""
        return Checkpoint(self.iteration + 1, self.vector[self.program.renewed])

    def _repr_html_(self) -> str:
        from engine.show import html

        return html(self)


def trace(experiment: Experiment, iteration: int = 0, start: Checkpoint | None = None) -> Trace:
    """Run an experiment up to an iteration (0 is the first) and keep all of that one.

    `start` takes a run up where another stopped, and gives the same bytes. A run that stops
    being finite gives the last finite iteration, with `diverged` set; raises Diverged if there
    is none since `start`, and InvalidExperiment if `start` does not fit.
    """
    return finish(tracing(experiment, iteration, start))


def tracing(
    experiment: Experiment, iteration: int = 0, start: Checkpoint | None = None
) -> Pausing[Trace]:
    """`trace`, with a pause behind each iteration, or behind each step of a large one."""
    begin = start or first(experiment)
    begin.check(experiment, iteration)
    run = Run(experiment, begin)
    for k in range(begin.iteration, iteration + 1):
        done = yield from run.iterating(k)
        if not np.isfinite(done.vector).all():
            where = first_non_finite(done)
            if k == begin.iteration:
                raise Diverged(where)
            last = yield from tracing(experiment, k - 1, Checkpoint(k - 1, run.before))
            return replace(last, diverged=where)
        run.advance(done)
    return run.release(done)


class Run:
    """The same steps again and again in the same buffers, one set per batch size."""

    def __init__(self, experiment: Experiment, begin: Checkpoint) -> None:
        self.experiment = experiment
        self.bound: dict[int, tuple[Program, Array, list[Callable[[], None]]]] = {}
        self.before = self.now = begin.values
        """What the iteration before, and this one, begin with."""

    def iterate(self, k: int) -> Trace:
        """Iteration k, in buffers that the next one writes over."""
        rows = self.experiment.rows(k)
        program, vector, calls = self.buffers(len(rows))
        put(self.experiment, program, vector, k)
        vector[program.carried] = self.now
        # What overflows is found by its values, step and cell included.
        with np.errstate(all="ignore"):
            for call in calls:
                call()
        return Trace(self.experiment, program, k, rows, vector)

    def iterating(self, k: int) -> Pausing[Trace]:
        """The same with pauses."""
        rows = self.experiment.rows(k)
        program, vector, calls = self.buffers(len(rows))
        if program.size <= SMALL:
            yield
            return self.iterate(k)
        yield
        put(self.experiment, program, vector, k)
        vector[program.carried] = self.now
        for call in calls:
            yield  # outside of errstate, which would hold for whoever has the next turn
            with np.errstate(all="ignore"):
                call()
        return Trace(self.experiment, program, k, rows, vector)

    def advance(self, done: Trace) -> None:
        """Let the next iteration begin with what this one wrote."""
        self.before, self.now = self.now, done.vector[done.program.renewed].copy()

    def buffers(self, batch: int) -> tuple[Program, Array, list[Callable[[], None]]]:
        """Program, vector and bound calls for a number of examples, made once."""
        if batch not in self.bound:
            program = self.experiment.program(batch)
            try:
                vector, calls = program.spare.pop()
            except IndexError:
                vector = np.zeros(program.size)
                calls = program.bind(vector)
            put_rate(self.experiment, program, vector)
            self.bound[batch] = (program, vector, calls)
        return self.bound[batch]

    def release(self, done: Trace) -> Trace:
        """A trace with a vector of its own; the buffers are there for other runs from now on."""
        vector = done.vector.copy()
        vector.flags.writeable = False
        for program, buffer, calls in self.bound.values():
            if program.size <= SMALL and len(program.spare) < SPARE:
                program.spare.append((buffer, calls))
        self.bound.clear()
        return Trace(self.experiment, done.program, done.iteration, done.rows, vector)


def blank(experiment: Experiment, program: Program) -> Array:
    """A vector for a program, with nothing in it but the learning rate."""
    vector = np.zeros(program.size)
    put_rate(experiment, program, vector)
    return vector


def put_rate(experiment: Experiment, program: Program, vector: Array) -> None:
    """Put the learning rate into a vector."""
    rate = "eta0" if "eta0" in program.tensors else "eta"
    vector[program.tensors[rate].offset] = experiment.learning_rate


def put(experiment: Experiment, program: Program, vector: Array, k: int) -> None:
    """Put into a vector what iteration k is given: its examples, number and random numbers."""
    rows, tensors = experiment.rows(k), program.tensors
    tensors["a0"].view(vector)[...] = experiment.inputs[rows]
    tensors["y"].view(vector)[...] = experiment.targets[rows]
    if "k" in tensors:
        tensors["k"].view(vector)[...] = k + 1
    for t in program.noise:
        t.view(vector)[...] = experiment.noise(k, t.op or 0, t.shape)
