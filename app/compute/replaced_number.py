"""The number that a request puts in the place of a computed one."""

import numpy as np

from app.compute.moment import check_named, check_place, misfit
from app.schemas.compute_request import TraceRequest
from engine import Trace
from engine.pausing import Pausing
from engine.run.iteration import Replaced
from engine.run.replaced import replacing


def with_replaced(request: TraceRequest, found: Trace) -> Pausing[Trace]:
    """The iteration with it, or as it is; raises Problem where it fits nowhere or is too large."""
    number = request.replaced
    if number is None or found.diverged:
        return found
    program, place = found.program, "/replaced"
    check_named(list(program.tensors), number.tensor, f"{place}/tensor")
    check_place(program, number.tensor, number.cell, place)
    put_in = Replaced(number.tensor, tuple(number.cell), number.value)
    result = yield from replacing(found, put_in)
    if not np.isfinite(result.vector).all():
        detail = "With this number what follows is not finite; the one computed here is nearest."
        computed = float(found[number.tensor][put_in.cell])
        raise misfit(f"{place}/value", detail, None, computed, "out-of-range")
    return result
