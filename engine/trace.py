"""A trace is one iteration: the tensor table and one flat float64 vector with every value."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from engine.experiment import Experiment
from engine.op import Array
from engine.program import Program


class Diverged(ArithmeticError):
    """The first iteration already held a number that is not finite."""

    def __init__(self, where: "NonFinite") -> None:
        super().__init__(f"{where.tensor}{list(where.cell)} is not finite")
        self.where = where


@dataclass(frozen=True)
class NonFinite:
    """Where a run first left the finite numbers."""

    iteration: int
    step: int
    tensor: str
    cell: tuple[int, ...]


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

    def _repr_html_(self) -> str:
        from engine.show import html

        return html(self)


def trace(experiment: Experiment, iteration: int = 0) -> Trace:
    """Run an experiment up to an iteration (0 is the first) and keep all of that one.

    A run that stops being finite gives the last finite iteration, with `diverged` set;
    raises Diverged if there is none.
    """
    run = _Run(experiment)
    for k in range(iteration + 1):
        program, vector = run.iterate(k)
        if not np.isfinite(vector).all():
            where = _first_non_finite(program, vector, k)
            if k == 0:
                raise Diverged(where)
            return replace(trace(experiment, k - 1), diverged=where)
    vector.flags.writeable = False
    return Trace(experiment, program, iteration, experiment.rows(iteration), vector)


class _Run:
    """The same steps again and again in the same buffers, one set per batch size."""

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        self.bound: dict[int, tuple[Program, Array, list[Callable[[], None]]]] = {}
        self.parameters = np.concatenate([v.ravel() for v in experiment.start.values()])

    def iterate(self, k: int) -> tuple[Program, Array]:
        rows = self.experiment.rows(k)
        program, vector, calls = self.buffers(len(rows))
        tensors = program.tensors
        tensors["a0"].view(vector)[...] = self.experiment.inputs[rows]
        tensors["y"].view(vector)[...] = self.experiment.targets[rows]
        vector[program.block(program.parameters)] = self.parameters
        # What overflows is found by its values below, step and cell included.
        with np.errstate(all="ignore"):
            for call in calls:
                call()
        self.parameters = vector[program.block(tuple(f"{n}'" for n in program.parameters))].copy()
        return program, vector

    def buffers(self, batch: int) -> tuple[Program, Array, list[Callable[[], None]]]:
        if batch not in self.bound:
            program = self.experiment.program(batch)
            vector = np.zeros(program.size)
            program.tensors["eta"].view(vector)[...] = self.experiment.learning_rate
            self.bound[batch] = (program, vector, program.bind(vector))
        return self.bound[batch]


def _first_non_finite(program: Program, vector: Array, iteration: int) -> NonFinite:
    for step in program.steps:
        bad = np.argwhere(~np.isfinite(program.tensors[step.writes].view(vector)))
        if len(bad):
            return NonFinite(iteration, step.index, step.writes, tuple(map(int, bad[0])))
    raise AssertionError("every non-finite number was written by a step")
