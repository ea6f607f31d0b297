"""A frame of a run as JSON. With the model of its document it would take as long as to compute."""

import math
from binascii import b2a_base64
from typing import Any

import numpy as np
from pydantic_core import to_json

from engine.run.evaluation import Score


def frame(
    iteration: int, epoch: int, values: np.ndarray, form: str, score: Score, *tests: Score
) -> bytes:
    """A documents.Frame without `end`, with the score on the training data and any others."""
    document: dict[str, Any] = {**told(score), "iteration": iteration, "epoch": epoch}
    for test in tests:
        document["test"] = told(test)
    if form == "list":
        document["values"] = written(values, form)
    head = to_json(document)
    return head if form != "base64" else b'%b,"values":"%b"}' % (head[:-1], _in_base64(values))


def told(score: Score) -> dict[str, float | None]:
    """The fields of a documents.Score."""
    loss = {"loss": score.loss if math.isfinite(score.loss) else None}
    return loss if score.accuracy is None else loss | {"accuracy": score.accuracy}


def written(values: np.ndarray, form: str) -> list[float] | str:
    """A flat array as a list, or as float64 in base64."""
    if form == "list":
        return values.tolist()  # type: ignore[no-any-return]
    return _in_base64(values).decode("ascii")


def _in_base64(values: np.ndarray) -> bytes:
    """A flat array as float64, little-endian, in base64."""
    return b2a_base64(values.astype("<f8", copy=False).tobytes(), newline=False)
