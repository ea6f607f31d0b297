"""What may be posted to paths and to pulls: one cell of one iteration."""

from typing import Annotated, Any

from pydantic import Field

from app.limits import Limits
from app.schemas.compute_request import posted
from app.schemas.fields import Whole
from app.schemas.moment_request import MomentRequest

MOST = 500
"""Paths that are listed."""


class CellRequest(MomentRequest):
    """A body about one cell."""

    tensor: str
    cell: list[Whole] = Field(max_length=4, description="Which cell of it, the example first.")


class PathRequest(CellRequest):
    """A body for paths."""

    most: Whole = Field(200, ge=1, le=MOST, description="Paths that are listed, at most.")


class PullRequest(CellRequest):
    """A body for pulls."""


def path_request(experiment: Any, limits: Limits) -> type[PathRequest]:
    """The model of a body for paths."""
    tensor = _named(limits, "Where they begin: a parameter, the input a0, what an op gives.")
    return posted(PathRequest, experiment, tensor=tensor)


def pull_request(experiment: Any, limits: Limits) -> type[PullRequest]:
    """The model of a body for pulls."""
    return posted(PullRequest, experiment, tensor=_named(limits, "The parameter that is pulled."))


def _named(limits: Limits, description: str) -> Any:
    name = Annotated[str, Field(max_length=limits.name_length)]
    return name, Field(description=description)
