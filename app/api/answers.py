"""Answers: what the network gives for data, and how good that is."""

from typing import Any

from pydantic_core import to_json

from app.api.computing import Computing, Noun, as_bytes, noun
from app.compute import answers as work
from app.compute.answers import Answered, Asked
from app.compute.frame import told
from app.compute.scheduler import Scheduler
from app.limits import Limits
from app.parsing.request_reader import RequestReader
from app.schemas.answer_request import AnswerRequest
from app.schemas.frames import Answers
from app.schemas.serialize import flat, packed
from engine import example
from engine.pausing import Pausing

BEHIND = (
    "from the next multiple of 8 the values of each tensor as little-endian float64, if any were "
    "asked for"
)


def post(limits: Limits, reader: RequestReader[AnswerRequest], scheduler: Scheduler) -> Noun:
    """`POST answers`."""

    def create_answers(request: AnswerRequest, binary: bool) -> Pausing[bytes]:
        """With the values of a checkpoint or those at first; nothing is dropped out.

        To inputs that are given, or to the examples that the experiment learns from. Where
        targets are known there is a score, and where they are classes the confusion matrix.
        """
        asked = yield from work.ask(request, reader, limits)
        yield
        found = yield from work.compute(asked, values=request.values != "none")
        yield
        document = yield from _document(asked, found, "none" if binary else request.values)
        if not binary:
            return document
        raw = []
        for values in found.values.values():
            raw.append(values.astype("<f8").tobytes())
            yield
        return packed(document, b"".join(raw))

    mazur = {"experiment": example("mazur-2-2-2").experiment.to_json()}
    others = {"inputs": [[0.0, 0.0], [1.0, 1.0]], "tensors": ["z1", "a1"], "values": "base64"}
    return noun(
        "/answers", Computing(limits, scheduler, reader, create_answers, binary=True),
        tag="answers", summary="Ask the network, and see how good its answers are",
        request="AnswerRequest", answers=Answers, responses=as_bytes("Answers", BEHIND),
        examples={
            "own": ("What it answers to the examples it learns from", mazur),
            "other": ("What the first layer makes of other inputs", {**mazur, **others}),
        },
    )  # fmt: skip


def _document(asked: Asked, found: Answered, form: str) -> Pausing[bytes]:
    """A frames.Answers, written piece by piece: numbers in their thousands take their time."""
    head: dict[str, Any] = {
        "iteration": asked.start.iteration,
        "examples": len(asked.questions.inputs),
    }
    if found.score:
        head["score"] = told(found.score)
        if found.confusion is not None:
            head["score"]["confusion"] = found.confusion.tolist()
    answers = []
    for name in asked.tensors:
        told_of = to_json({"tensor": name, "shape": asked.program.tensors[name].cells})
        if form != "none":
            values = yield from flat(found.values[name].ravel(), form)
            told_of = b'%b,"values":%b}' % (told_of[:-1], values)
        answers.append(told_of)
    return b'%b,"answers":[%b]}' % (to_json(head)[:-1], b",".join(answers))
