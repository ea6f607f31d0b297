"""Traces: one iteration of an experiment, every step and every value."""

from typing import Any

from app.api.computing import Computing, Noun, as_bytes, noun
from app.compute.moment import diverged
from app.compute.requested_trace import RequestedTraces
from app.compute.scheduler import Scheduler
from app.limits import Limits
from app.parsing.request_reader import RequestReader
from app.schemas import serialize
from app.schemas.compute_request import TraceRequest
from app.schemas.example_request import DIGITS
from app.schemas.responses import BareTrace
from app.schemas.responses import Trace as TraceDocument
from engine import Checkpoint, Diverged, Trace, example, examples
from engine.pausing import Pausing
from engine.run.trace import tracing


def post(limits: Limits, reader: RequestReader[TraceRequest], scheduler: Scheduler) -> Noun:
    """`POST traces`."""

    requested = RequestedTraces(reader, limits)

    def create_trace(request: TraceRequest, binary: bool) -> Pausing[bytes]:
        """Forward pass, loss, backward pass and update, as steps, tensors and values.

        A run that leaves the finite numbers before the iteration that is asked for gives its
        last finite iteration, and `diverged` says where it went wrong. Who asks for one moment of
        a run after the other needs the tables once: `"tables": false` leaves them out.
        """
        try:
            result = yield from requested.trace(request, binary=binary)
        except Diverged as error:
            raise diverged(error) from None
        after = (yield from loss_after(result)) if request.loss_after else None
        write = serialize.write_bytes if binary else serialize.write_json
        return (yield from write(result, tables=request.tables, loss_after=after))

    computing = Computing(limits, scheduler, reader, create_trace, binary=True, keep=_is_whole)
    return noun(
        "/traces", computing, tag="traces", summary="Compute one iteration",
        request="TraceRequest", examples=_examples(), answers=TraceDocument | BareTrace,
        responses=as_bytes(
            "The trace", "all values as little-endian float64 from the next multiple of 8"
        ),
    )  # fmt: skip


def _is_whole(request: TraceRequest) -> bool:
    """Without its tables it is one of many moments of a run, and not asked for again."""
    return request.tables


def loss_after(result: Trace) -> Pausing[float | None]:
    """The loss of the same examples with the new parameters; None where it is not finite."""
    renewed = Checkpoint(result.iteration, result.checkpoint.values)
    try:
        again = yield from tracing(result.experiment, result.iteration, renewed)
    except Diverged:
        return None
    return float(again["E"])


def _examples() -> dict[str, tuple[str, dict[str, Any]]]:
    posted = {
        name: (
            example(name).title,
            {"experiment": example(name).experiment.to_json(), "iteration": 0},
        )
        for name in examples()
    }
    small = example(examples()[0]).experiment.to_json()
    later = {"experiment": small, "iteration": 9, "tables": False}
    number = {"tensor": "d_z2", "cell": [0, 0], "value": -0.5}
    chain = example("two-neuron-chain").experiment.to_json()
    return {
        **posted,
        "a number of one's own": (
            "What follows from another number",
            {"experiment": chain, "replaced": number},
        ),
        "named data": ("A first batch of digits", {"experiment": DIGITS}),
        "without tables": ("A later iteration without tables", later),
    }
