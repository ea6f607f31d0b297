"""What an iteration has to say of a whole network: its ledger, its collapse, its bugs."""

from collections.abc import Callable

from app.api.computing import Compute, Computing, Noun, noun
from app.compute.requested_trace import RequestedTraces
from app.compute.scheduler import Scheduler
from app.limits import Limits
from app.parsing.request_reader import RequestReader
from app.problems import Fault, Problem
from app.schemas.bugs import BugsDocument, bugs_of
from app.schemas.compute_request import TraceRequest
from app.schemas.ledgers import (
    CollapseDocument,
    LedgerDocument,
    collapse_of,
    ledger_of,
)
from app.schemas.responses import Document
from engine import Diverged, Trace, example
from engine.explain.collapse import NotLinear
from engine.explain.ledger import NoLedger
from engine.pausing import Pausing

Explain = Callable[[Trace], Document]


def post(
    limits: Limits, reader: RequestReader[TraceRequest], scheduler: Scheduler
) -> tuple[Noun, ...]:
    """`POST ledgers`, `POST collapses` and `POST bugs`."""
    requested = RequestedTraces(reader, limits)

    def create_ledger(request: TraceRequest, _: bool) -> Pausing[bytes]:
        """Each layer's weights and slope as exact factors; where paths part there is none."""
        return (yield from explained(request, ledger_of))

    def create_collapse(request: TraceRequest, _: bool) -> Pausing[bytes]:
        """One layer more in each product; the last one equals them all, biases included."""
        return (yield from explained(request, collapse_of))

    def create_bug_report(request: TraceRequest, _: bool) -> Pausing[bytes]:
        """A step that differs is one that a bug bites, also where no gradient check looks."""
        return (yield from explained(request, bugs_of))

    def explained(request: TraceRequest, explain: Explain) -> Pausing[bytes]:
        try:
            found = yield from requested.trace(request, binary=True)
        except Diverged:
            raise Problem("diverged", "This iteration has no finite numbers.") from None
        try:
            return explain(found).model_dump_json().encode()
        except (NoLedger, NotLinear) as error:
            at = f"/{error.layer - 1}" if isinstance(error, NotLinear) else ""
            place, detail = f"/experiment/layers{at}", f"Here {error}."
            raise Problem(
                "invalid", f"At {place}: {detail}", [Fault(pointer=place, detail=detail)]
            ) from None

    def made(
        path: str, compute: Compute[TraceRequest], name: str, answers: type[Document], summary: str
    ) -> Noun:
        return noun(
            path, Computing(limits, scheduler, reader, compute), tag="explanations",
            summary=summary, request="TraceRequest", answers=answers,
            examples={"default": (name, {"experiment": example(name).experiment.to_json()})},
        )  # fmt: skip

    return (
        made(
            "/ledgers", create_ledger, "two-neuron-chain", LedgerDocument,
            "Tell what became of the error signal, layer by layer",
        ),
        made(
            "/collapses", create_collapse, "hmkcode-2-2-1-linear", CollapseDocument,
            "Multiply linear layers into one",
        ),
        made(
            "/bugs", create_bug_report, "mazur-2-2-2", BugsDocument,
            "Tell which bugs make sense, and hold every step against its right rule",
        ),
    )  # fmt: skip
