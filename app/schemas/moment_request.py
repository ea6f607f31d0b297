"""A body that asks about one iteration."""

from pydantic import Field

from app.schemas.compute_request import Request
from app.schemas.fields import Whole


class MomentRequest(Request):
    """A body for what explains one iteration."""

    iteration: Whole = Field(0, ge=0, description="Which iteration; 0 is the first.")
