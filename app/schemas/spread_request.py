"""What may be posted to spreads."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field

from app.limits import Limits
from app.schemas.compute_request import Request, posted
from app.schemas.fields import SEED_LIMIT, Whole, whole


class SpreadRequest(Request):
    """A body for spreads."""

    seeds: list[Whole]
    iterations: Whole = Field(1000, ge=1, description="Iterations of each run.")
    every: Whole = Field(10, ge=1, description="Iterations from frame to frame.")


def spread_request(experiment: Any, limits: Limits) -> type[SpreadRequest]:
    """The model of a body for spreads."""
    most = limits.spread_runs
    one: Any = whole(ge=0, le=SEED_LIMIT)
    within: dict[str, Any] = {
        "seeds": (
            Annotated[list[one], Field(min_length=1, max_length=most), AfterValidator(_each_once)],
            Field(
                default_factory=lambda: list(range(most)),
                description="A run for each: in everything else they are the experiment, whose own "
                "seed does not count.",
            ),
        )
    }
    return posted(SpreadRequest, experiment, **within)


def _each_once(seeds: list[int]) -> list[int]:
    if len(set(seeds)) < len(seeds):
        raise ValueError("each seed once")
    return seeds
