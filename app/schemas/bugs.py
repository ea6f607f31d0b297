"""What bugs do to an experiment, as models."""

from pydantic import Field

from app.schemas.responses import Document, Shape
from engine import Trace
from engine.explain.step_check import steps_checked
from engine.program.buggy_program import fitting


class FittingBug(Document):
    """A bug that changes something here."""

    id: str
    tensors: tuple[str, ...] = Field(description="What the steps write that it replaces.")


class CheckedStep(Document):
    """What a step wrote against the right rule, from the same reads."""

    tensor: str
    phase: str
    difference: float = Field(
        description="The largest of its cells, relative to the largest number of the tensor."
    )
    cell: Shape = Field(description="Where that is.")
    agrees: bool


class BugsDocument(Document):
    """Which bugs make sense in an experiment, and what its own ones do to it."""

    iteration: int
    fitting: list[FittingBug]
    steps: list[CheckedStep] = Field(description="In the order of the right program.")


def bugs_of(trace: Trace) -> BugsDocument:
    """The bugs that fit the network of a trace, and the check of each of its steps."""
    right = trace.experiment.right.program(trace.program.batch)
    return BugsDocument(
        iteration=trace.iteration,
        fitting=[FittingBug(id=name, tensors=at) for name, at in fitting(right).items()],
        steps=[CheckedStep(**vars(c), agrees=c.agrees) for c in steps_checked(trace)],
    )
