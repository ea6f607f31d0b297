"""All numbers of one iteration: the tensor table and one flat float64 vector."""

from dataclasses import dataclass

from engine.experiment.value import Experiment
from engine.op import Array
from engine.program.program import Program
from engine.run.checkpoint import Checkpoint
from engine.run.divergence import NonFinite


@dataclass(frozen=True)
class Replaced:
    """A number that was put in the place of the one of a cell: the example first, where the tensor
    has one."""

    tensor: str
    cell: tuple[int, ...]
    value: float


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
    replaced: Replaced | None = None
    """Set if all behind this number was computed from it."""

    def __getitem__(self, name: str) -> Array:
        return self.program.tensors[name].view(self.vector)

    @property
    def checkpoint(self) -> Checkpoint:
        """Where the next iteration begins."""
        return Checkpoint(self.iteration + 1, self.vector[self.program.renewed])
