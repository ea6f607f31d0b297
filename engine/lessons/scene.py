"""The experiments of a lesson with what the engine makes of them, computed when it is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike

from engine import Checkpoint, Experiment, Trace, trace
from engine.op import Array
from engine.pausing import Pausing
from engine.run.trace import tracing


@dataclass(frozen=True)
class Scene:
    """The states of a lesson by name; `bug` is the mistake that all of them are computed with."""

    states: Mapping[str, Experiment]
    bug: str | None = None
    traces: dict[tuple[str, int], Trace] = field(default_factory=dict, compare=False)
    iteration: int = 0
    """The one that is asked about."""
    start: Checkpoint | None = None
    """Where all begin; None: with their own initial values."""
    wrong: dict[str, "Scene"] = field(default_factory=dict, compare=False)

    def __getitem__(self, state: str) -> Trace:
        """The iteration of a state that is asked about."""
        return self.at(state, self.iteration)

    def at(self, state: str, iteration: int) -> Trace:
        """Any iteration of its run."""
        if (state, iteration) not in self.traces:
            self.traces[state, iteration] = trace(self.experiment(state), iteration, self.start)
        return self.traces[state, iteration]

    def preparing(self, runs: Mapping[str, int]) -> Pausing[None]:
        """Compute all states, and those of `runs` up to an iteration, with pauses."""
        for state, of in self.states.items():
            for iteration in {0, runs.get(state, 0)}:
                self.traces[state, iteration] = yield from tracing(of, iteration)

    def experiment(self, state: str) -> Experiment:
        """The experiment of a state, with the bug."""
        found = self.states[state]
        return found if self.bug is None else replace(found, bugs=(self.bug,))

    def with_bug(self, bug: str) -> "Scene":
        """The same states, each computed with a mistake."""
        if bug not in self.wrong:
            self.wrong[bug] = replace(self, bug=bug, traces={}, wrong={})
        return self.wrong[bug]


Read = Callable[[Scene], float]
"""A cell, or a small expression of cells."""


@dataclass(frozen=True)
class Cell:
    """One number of the iteration of a state. It is read, and it can be asked for."""

    state: str
    tensor: str
    place: tuple[int, ...] = ()

    def __call__(self, scene: Scene) -> float:
        """Its value."""
        return float(scene[self.state][self.tensor][self.place])


def outputs(trace: Trace) -> Array:
    """What the network answers to its batch. (batch, outputs)."""
    loss = trace.program.writer["E"]
    return np.asarray(trace[loss.reads[trace.program.ops[loss.op].input]])


def elsewhere(
    scene: Scene, state: str, iteration: int, inputs: ArrayLike, targets: ArrayLike
) -> Trace:
    """What the network of an iteration answers to other examples, all at once.

    Inputs (examples, …), targets (examples, outputs).
    """
    now = scene.at(state, iteration)
    given = {name: now[name] for name in now.program.parameters}
    x, y = np.asarray(inputs), np.asarray(targets)
    return trace(
        replace(now.experiment, data=None, batch=None, parameters=given, inputs=x, targets=y)
    )


def size(scene: Scene, state: str, tensor: str) -> float:
    """Euclidean norm of a tensor."""
    return float(np.linalg.norm(scene[state][tensor]))
